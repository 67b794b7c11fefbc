"""Classification on a cluster says what one process says, whatever happens to a worker."""

from __future__ import annotations

import csv
import json
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from app.cluster import CHUNK, ClusterClassifier, open_cluster
from app.settings import Settings
from app.wiring import open_house
from classifier.model import Model
from complaints.errors import SujieError
from tests.trained import Run

SENTENCES = ("车间停电三次没人来修", "增值税发票领不到", "判决生效半年没有执行", "大家早上好", "门口摊贩把路堵了")


def texts(count: int) -> list[tuple[str, str]]:
    return [("", f"{SENTENCES[at % len(SENTENCES)]}，第{at}次反映") for at in range(count)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
    ) as started:
        yield started


@pytest.fixture
def model(data_folder: Path) -> Iterator[Model]:
    with open_house(Settings(data=data_folder)) as house:
        yield house.brain.model


def test_a_cluster_says_the_same_in_the_same_order(cluster: LocalCluster, model: Model) -> None:
    asked = texts(2 * CHUNK + 7)
    with open_cluster(cluster.scheduler_address, model) as there:
        first, second = there.begin(asked), there.begin(asked[:3])
        assert second() == model.classify(asked[:3])
        assert first() == model.classify(asked)
        assert there.begin([])() == []


def test_both_workers_take_part(cluster: LocalCluster, model: Model) -> None:
    with open_cluster(cluster.scheduler_address, model) as there, Client(cluster.scheduler_address) as client:
        there.begin(texts(6 * CHUNK))()
        done = client.run(lambda: len(__import__("app.cluster", fromlist=["_loaded"])._loaded))
    assert list(done.values()) == [1, 1]


def test_what_a_killed_worker_had_taken_another_one_does(cluster: LocalCluster, model: Model) -> None:
    asked = texts(4 * CHUNK)
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        there = ClusterClassifier(client, model)
        waiting = there.begin(asked)
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
        assert waiting() == model.classify(asked)


def test_the_command_writes_what_it_writes_without_a_cluster(cluster: LocalCluster, sujie: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    with source.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["编号", "内容"], *([str(at), text] for at, (_, text) in enumerate(texts(60)))])
    here, there = tmp_path / "here.csv", tmp_path / "there.csv"
    words = ("classify", "--csv", str(source), "--text-column", "内容", "--out")
    assert sujie(*words, str(here))[0] == 0
    code, said, error = sujie(*words, str(there), "--cluster", cluster.scheduler_address, "--json")
    assert (code, error) == (0, "")
    assert json.loads(said)["rows"] == 60
    assert there.read_bytes() == here.read_bytes()


def test_a_cluster_that_is_not_there_is_a_sentence(sujie: Run, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    source = tmp_path / "in.csv"
    source.write_text("内容\n停电\n", encoding="utf-8")
    words = ("classify", "--csv", str(source), "--text-column", "内容", "--out", str(tmp_path / "out.csv"))
    for wrong in (address, "nonsense"):
        code, _, error = sujie(*words, "--cluster", wrong)
        assert code == 1
        assert f"连不上集群 {wrong}；请确认调度器已启动" in error
    assert not (tmp_path / "out.csv").exists()


def test_a_cluster_without_workers_is_a_sentence(model: Model) -> None:
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50) as empty,
        pytest.raises(SujieError, match="没有工作进程；请先运行 dask worker"),
        open_cluster(empty.scheduler_address, model),
    ):
        pass


def test_a_cluster_is_for_files(sujie: Run) -> None:
    code, _, error = sujie("classify", "停电", "--cluster", "tcp://127.0.0.1:1")
    assert code == 2
    assert "--cluster 须与 --csv 同用" in error
