"""Further doors to the outside, for what comes in: likeness of complaints, known enterprises, group talk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from complaints.complaint import Status
from complaints.likeness import Likeness, Told
from complaints.prediction import Prediction
from complaints.records import Channel, Enterprise

if TYPE_CHECKING:
    from complaints.attachments import Attachment
    from complaints.companies.registered import Registered
    from complaints.duplicates import Proposal
    from complaints.intake import Understanding
    from complaints.overheard import Overheard, OverheardState


@dataclass(frozen=True, slots=True)
class Signed:
    """A complaint's signature under its id in the index; `day` is counted from 2000."""

    id: int
    signature: bytes
    day: int


@dataclass(frozen=True, slots=True)
class StoredTold:
    """What of a stored complaint is compared, and where it stands."""

    number: str
    told: Told
    status: Status
    merged_into: str = ""
    parent: str = ""


class LikenessIndex(Protocol):
    """Finds among many complaints those that may be like one; held in memory."""

    @property
    def last(self) -> int:
        """The highest id that was learned."""
        ...

    def copy(self) -> LikenessIndex:
        """One that knows the same and learns for itself."""
        ...

    def learn(self, stored: Iterable[Signed]) -> None:
        """Know these too."""
        ...

    def nearest(self, signed: Sequence[Signed], limit: int, within_days: int) -> list[tuple[int, ...]]:
        """For each of these the ids of others that may be like it, the likeliest first."""
        ...

    def outdated(self, most: int) -> list[int]:
        """Up to so many ids of those whose signature is made as it no longer is, the newest first."""
        ...


class Recall(Protocol):
    """Finds texts that are like another among those that it holds in memory."""

    def hold(self, texts: Mapping[str, tuple[str, str]]) -> None:
        """Know these (title, text) pairs by their keys, and no others."""
        ...

    def nearest(self, text: tuple[str, str], most: int) -> Sequence[tuple[str, float]]:
        """Up to `most` keys of texts that are like it, each with how like it is (0 to 1), the likest first."""
        ...


class Likenesses(Protocol):
    """Says how alike complaints are."""

    def sign(self, told: Sequence[Told]) -> list[bytes]:
        """For each text the signature under which it is found again, in order."""
        ...

    def begin(self, pairs: Sequence[tuple[Told, Told]]) -> Callable[[], list[Likeness]]:
        """Begin to compare the two of each pair; what comes back waits for the result and gives it, in their order."""
        ...

    def index(self) -> LikenessIndex:
        """An empty index."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """One of the matters of a text, and whose it is."""

    text: str
    prediction: Prediction


class Splitter(Protocol):
    """Finds the matters of a text."""

    def split(self, text: str) -> Sequence[Part]:
        """The matters in their order; one, the whole text, where it holds a single one."""
        ...

    def split_all(self, texts: Sequence[str]) -> Sequence[Sequence[Part]]:
        """The matters of each text."""
        ...


@dataclass(frozen=True, slots=True)
class Complaining:
    """Whether something said in a room reads like a complaint, how surely, and the words that speak for it."""

    probability: float
    is_complaint: bool
    words: tuple[str, ...] = ()


class Detector(Protocol):
    """Tells a complaint from other talk."""

    def read(self, text: str) -> Complaining:
        """How a message reads."""
        ...


class Understander(Protocol):
    """Makes of texts what must be known before they are filed."""

    def begin(self, told: Sequence[Told]) -> Callable[[], list[Understanding]]:
        """Begin with these; what comes back waits for the result and gives it, in their order."""
        ...


class IntakeWrites(Protocol):
    """What a transaction keeps of what came in, beside the complaints themselves."""

    def sign(self, signatures: Sequence[tuple[str, bytes, int]]) -> None:
        """Keep (number, signature, day) of complaints."""
        ...

    def resign(self, signatures: Sequence[tuple[int, bytes]]) -> None:
        """Put other signatures in place of those under these ids."""
        ...

    def signed_after(self, last: int) -> Iterator[Signed]:
        """The signatures with higher ids, in their order."""
        ...

    def told(self, ids: Sequence[int]) -> dict[int, StoredTold]:
        """What the complaints behind these ids tell, by id."""
        ...

    def propose(self, proposals: Sequence[Proposal]) -> None:
        """Keep proposals; one that is there already stays as it is."""
        ...

    def reject(self, number: str, other: str, person_id: str) -> bool:
        """Remember that a person does not hold these two for the same, in either order; False where nothing is open."""
        ...

    def add_enterprises(
        self, channel: Channel, rows: Sequence[tuple[str, str, Enterprise]], at: datetime | None = None
    ) -> int:
        """Keep (key, external id, enterprise) of a ledger that came then, once an external id; how many are new."""
        ...

    def register(self, enterprises: Sequence[Registered]) -> int:
        """Keep these registered enterprises, no key twice, in place of what was known of them; how many are new."""
        ...

    def overhear(self, heard: Overheard) -> int:
        """Keep a message of a room that reads like a complaint, not decided yet; its id."""
        ...

    def settle(self, heard_id: int, state: OverheardState, number: str = "") -> bool:
        """Decide about such a message, once; one that is not filed loses its words. False when it was decided."""
        ...

    def reword(self, heard_id: int, text: str, message_ids: Sequence[str]) -> bool:
        """Put the words of a message that goes on in place of the first ones; False when it was decided."""
        ...

    def attach(self, attachment: Attachment) -> None:
        """Keep that a file belongs to a complaint; the same file twice is kept once."""
        ...


class IntakeReads(Protocol):
    """What the store tells of what came in."""

    def proposals(self, number: str = "", limit: int | None = None) -> list[Proposal]:
        """The open ones, newest first; with a number, those of that complaint on either side."""
        ...

    def count_proposals(self) -> int:
        """How many are open."""
        ...

    def known_enterprises(self) -> list[tuple[str, str]]:
        """Name and key of every enterprise that a ledger has told of."""
        ...

    def count_enterprises(self) -> int:
        """How many lines the ledgers have told; it never falls."""
        ...

    def enterprises(self, key: str) -> list[tuple[Channel, Enterprise]]:
        """What the ledgers tell of one enterprise."""
        ...

    def overheard(self, heard_id: int) -> Overheard | None:
        """The message of a room under that id."""
        ...

    def open_overheard(self, address: str = "", limit: int | None = None) -> list[Overheard]:
        """Those not decided yet, newest first; with an address, those whose speaker was asked."""
        ...

    def attachments(self, number: str) -> list[Attachment]:
        """The files that belong to a complaint, in the order in which they came."""
        ...
