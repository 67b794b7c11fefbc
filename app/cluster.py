"""Classifies many texts on a Dask cluster: the model goes to the workers once, texts and predictions to and fro."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from app.packed import PREDICTIONS
from complaints.errors import SujieError
from complaints.prediction import Prediction

if TYPE_CHECKING:
    from distributed import Client, Future

    from classifier.model import Model

Text = tuple[str, str]
"""Title and text."""
CHUNK = 2_000
"""Texts of one task: some tenths of a second of work."""
TRIES = 3
"""How often a task is begun whose workers die."""
_CONNECT_SECONDS = 10


class ClusterClassifier:
    """Hands texts to the workers of a cluster; what comes back is what this process would have said."""

    def __init__(self, client: Client, model: Model) -> None:
        from classifier.packing import pack

        self._client = client
        self._version = model.version
        # Every worker has it before the first text comes.
        self._model = client.scatter(pack(model), broadcast=True, hash=False)

    def begin(self, texts: Sequence[Text]) -> Callable[[], list[Prediction]]:
        """Begin with these; what comes back waits for their predictions, in their order."""
        parts = [list(texts[start : start + CHUNK]) for start in range(0, len(texts), CHUNK)]
        futures: list[Future] = [
            self._client.submit(classify_part, self._version, self._model, part, pure=False, retries=TRIES - 1)
            for part in parts
        ]

        def predictions() -> list[Prediction]:
            return [one for future in futures for one in PREDICTIONS.unpack(_result(future))]

        return predictions


@contextmanager
def open_cluster(address: str, model: Model) -> Iterator[ClusterClassifier]:
    """The workers behind the scheduler at that address, tcp:// or tls://; SujieError where there are none."""
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise SujieError("没有安装集群组件；请运行 pip install distributed 后再用 --cluster") from error
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SujieError(f"连不上集群 {address}；请确认调度器已启动，地址写作 tcp://主机:端口") from error
    with client:
        if not client.scheduler_info(n_workers=-1)["workers"]:
            raise SujieError(f"集群 {address} 上没有工作进程；请先运行 dask worker {address}")
        yield ClusterClassifier(client, model)


_loaded: dict[str, Model] = {}


def classify_part(version: str, packed: bytes, texts: list[Text]) -> bytes:
    """On a worker: the predictions of these texts; the model of the last version stays loaded."""
    from classifier.packing import unpack

    model = _loaded.get(version)
    if model is None:
        model = unpack(packed)
        _loaded.clear()
        _loaded[version] = model
    return PREDICTIONS.pack(model.classify(texts))


def _result(future: Future) -> bytes:
    """What a task gave; SujieError says what to do where a worker cannot do it."""
    from distributed import KilledWorker
    from distributed.comm import CommClosedError

    from classifier.packing import ModelUnreadable

    try:
        return cast("bytes", future.result())
    except (ModuleNotFoundError, ModelUnreadable, AttributeError) as error:
        raise SujieError("集群上的程序与本机不同；请在每个工作进程上安装同一版本的诉接") from error
    except (KilledWorker, CommClosedError, OSError) as error:
        raise SujieError("集群的工作进程中途退出，没有判断完；请检查各机内存后重试") from error
