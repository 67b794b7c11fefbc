"""The desk in chat: a message goes in, answers come out. It knows no network.

message -> who speaks (members) -> which command (commands.py) -> its handler -> an answer
                                -> a digit after the menu      -> that command
                                -> free words                  -> a complaint is proposed, or a word suggested
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from bot import say, wording
from bot.arguments import Misread
from bot.commands import COMMANDS, HELP_WORDS
from bot.filing import propose_filing
from bot.for_everyone import look_up, small_talk
from bot.for_files import expects_file, receive_picture
from bot.for_reporters import hear_answer
from bot.messages import Incoming, Kind, Outgoing
from bot.missing import take_up
from bot.overhearing import hear_decision, overhear
from bot.quoting import hear_quote
from bot.recalling import recall
from bot.redelivery import Heard
from bot.sent_files import is_narrative, receive_file, receive_words
from bot.talk import read_quote
from bot.turn import Answer, ChatCommand, Memories, Memory, Services, Turn
from complaints.errors import Conflict, Refused
from complaints.numbers import read_reference
from complaints.people import Person, Role
from complaints.rights import Right, may

# A command's word ends where its number or a break begins: 登记财产太慢 is no 登记, 签收0007 is a 签收.
_ARGUMENT = r"(?=$|[\s:：，,。\d#第Ａ-Ｚ０-９A-Z])"
_MENTION = re.compile(r"@\S+?[\s\u2005]+|@机器人\s*")
_WORDS = {word: command for command in COMMANDS for word in (command.word, *command.aliases)}
# A second command in the same message would be taken for words of the first.
_SECOND = re.compile(
    r"[\s，,。；;](?:签收|退单|反馈|办结|延期|分派|改派|审核|销号|重办|催办|督办|回访)\s*(?:BS)?\d{1,14}(?:[\s\-]|$)",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    rf"\s*({'|'.join(sorted(map(re.escape, _WORDS), key=len, reverse=True))}){_ARGUMENT}[:：，,。]?\s*(.*)",
    re.DOTALL | re.IGNORECASE,
)


class Conversation:
    """Answers messages; what it remembers of a speaker is kept apart for each room."""

    def __init__(self, services: Services, report: Callable[[Exception], None]) -> None:
        self._services = services
        self._report = report
        self._memories = Memories()
        self._heard = Heard(services.listening)

    def hear(self, message: Incoming) -> list[Outgoing]:
        """The answers to a message; for talk in a room that is not meant for the bot mostly nothing.

        A message that comes a second time is not heard again, one that is replayed too late is heard without answers.
        """
        try:
            answers = self._hear_once(message)
        except Exception as error:  # noqa: BLE001 - the border to people: they get an answer, the log the trace
            self._report(error)
            is_asking = message.is_meant and not message.recalls
            answers = self._addressed(message, Answer(wording.FAILED)) if is_asking else []
        return [] if message.is_late else answers

    def knows(self, message: Incoming) -> bool:
        """Whether the message was heard before, by the program before this one too."""
        return self._heard.knows(message)

    def tell(self, message: Incoming, text: str) -> list[Outgoing]:
        """A word of the bot's own about a message, where its speaker waits for one."""
        return self._addressed(message, Answer(text)) if message.is_meant and not message.is_late else []

    def expects_file(self, message: Incoming) -> bool:
        """Whether a picture, recording or file is new and for the bot; nobody needs to fetch any other."""
        return not self._heard.knows(message) and expects_file(self._turn(message))

    def _hear_once(self, message: Incoming) -> list[Outgoing]:
        if self._heard.knows(message):
            return []
        answers = self._hear(message)
        self._heard.note(message)
        return answers

    def _hear(self, message: Incoming) -> list[Outgoing]:
        if not message.is_meant and self._services.asks_in_rooms is None and not message.recalls:
            return []
        turn = self._turn(message)
        if message.recalls:
            return recall(turn, message.recalls)
        if message.is_meant or message.kind is not Kind.TEXT or message.file is not None:
            answer = self._answer_or_refuse(turn, message)
            return self._addressed(message, answer) if answer is not None else []
        return overhear(turn)

    def _turn(self, message: Incoming) -> Turn:
        person = self._services.members.speaker(message.address, message.name)
        memory = self._memories.of(message.room, message.address)
        text = _bare(message.text) if message.room else message.text.strip()
        return Turn(
            person, text, message.id, message.address, message.room, memory, self._services, self._memories,
            message.at, message.is_late,
        )  # fmt: skip

    def _addressed(self, message: Incoming, answer: Answer) -> list[Outgoing]:
        text = f"@{message.name} {answer.text}" if message.room else answer.text
        return [Outgoing(message.address, message.name, text, message.room, answer.file), *answer.also]

    def _answer_or_refuse(self, turn: Turn, message: Incoming) -> Answer | None:
        try:
            if message.file is not None:
                return self._file(turn, message, message.file)
            if message.kind is not Kind.TEXT:
                return Answer(wording.NOT_RECEIVED[message.kind]) if expects_file(turn) else None
            return self._answer(turn)
        except Refused as refused:
            return Answer(say.refusal_in_chat(refused))
        except Misread as misread:
            return Answer(misread.sentence)
        except Conflict:
            return Answer(wording.CONFLICT)

    def _file(self, turn: Turn, message: Incoming, path: Path) -> Answer | None:
        name = message.file_name or path.name
        kind = Kind.FILE if message.kind is Kind.TEXT else message.kind
        if kind is Kind.FILE and may(turn.person, Right.IMPORT):
            return None if turn.room else receive_file(turn, path, name)
        return receive_picture(turn, path, name, kind)

    def _answer(self, turn: Turn) -> Answer:
        quote = read_quote(turn.args)
        if quote is not None:
            bare = replace(quote, text=_bare(quote.text), rest=_bare(quote.rest))
            return hear_quote(turn, bare, _find_command, self._answer)
        text = turn.args
        if text.lower() in HELP_WORDS or _calls_for_help(turn):
            return self._help(turn)
        menu = turn.memory.menu_at(turn.now)
        if text.isdigit() and int(text) in range(1, len(menu) + 1):
            return self._from_menu(turn, menu[int(text) - 1])
        if text[:2] in HELP_WORDS and text[2:].strip() in _WORDS:
            return Answer(wording.MENU_EXAMPLE.format(example=_WORDS[text[2:].strip()].example))
        return self._command_or_words(turn)

    def _command_or_words(self, turn: Turn) -> Answer:
        text = turn.args
        found = _COMMAND.match(text)
        if found and not self._is_bare_yes(found[1], turn.memory) and not self._is_asked_for(text, turn):
            return self._command(turn.saying(found[2].strip()), _WORDS[found[1]])
        reference = read_reference(text)
        if reference is not None and reference.number:
            return look_up(turn)
        heard = self._open_question(turn)
        if heard is None and found:
            return self._command(turn.saying(found[2].strip()), _WORDS[found[1]])
        return heard or self._free_words(turn)

    def _is_bare_yes(self, word: str, memory: Memory) -> bool:
        """A 是 or 确认 where nothing waits for it may answer a question instead."""
        return word in ("是", "确认") and not memory.pending

    def _is_asked_for(self, text: str, turn: Turn) -> bool:
        """A command's bare word that answers the open question: 电话 says how an enterprise was visited."""
        question = turn.memory.open_question(turn.now)
        return question is not None and text.strip() in question.words

    def _open_question(self, turn: Turn) -> Answer | None:
        """The answer to what the bot has asked: just now, or in a follow-up; other words leave the question open."""
        question = turn.memory.open_question(turn.now)
        heard = question.hear(turn) if question else None
        if heard is not None:
            if turn.memory.question is question:
                turn.memory.question = None
            return heard
        return None if turn.room else hear_answer(turn) or hear_decision(turn)

    def _command(self, turn: Turn, command: ChatCommand) -> Answer:
        turn.memory.menu = ()
        if turn.person.role not in command.roles:
            return Answer(
                wording.NOT_FOR_YOU.format(
                    word=command.word,
                    roles="、".join(sorted(role.value for role in command.roles)),
                    identity=say.identity(turn.person),
                )
            )
        if turn.room and not (command.in_room or command.word in ("确认", "取消") or _is_at_work(turn, command)):
            return Answer(wording.PRIVATE_ONLY.format(word=command.word))
        if _SECOND.search(turn.args):
            return Answer(wording.ONE_AT_A_TIME.format(example=command.example))
        return command.handler(turn)

    def _help(self, turn: Turn) -> Answer:
        if turn.room:
            return Answer(wording.HELP_IN_ROOM)
        able = commands_for(turn.person)
        commands = [command for command in able if turn.person.role in command.main_for]
        turn.memory.open_menu([command.word for command in commands], turn.now)
        lines = [wording.HELP_TITLE.format(identity=say.identity(turn.person))]
        lines += [
            wording.HELP_LINE.format(at=at, word=command.word, does=command.does, example=command.example)
            for at, command in enumerate(commands, start=1)
        ]
        others = [command.word for command in able if command not in commands]
        more = wording.HELP_MORE.format(words="、".join(others), example=others[0]) if others else ""
        return Answer("\n".join([*lines, wording.HELP_END + more]))

    def _from_menu(self, turn: Turn, word: str) -> Answer:
        command = _WORDS[word]
        if command.needs_args:
            return Answer(wording.MENU_EXAMPLE.format(example=command.example))
        return self._command(replace(turn, args=""), command)

    def _free_words(self, turn: Turn) -> Answer:
        told = small_talk(turn) or take_up(turn)
        if told is not None:
            return told
        typed = turn.args.split()[0] if turn.args.split() else turn.args
        word = _close_word(typed, commands_for(turn.person))
        if word is not None and len(typed) <= len(word) + 2:
            return Answer(
                wording.DID_YOU_MEAN.format(typed=say.cut(typed, 12), word=word, example=_WORDS[word].example)
            )
        if turn.person.role is Role.ENTERPRISE or turn.room:
            proposed = propose_filing(turn)
            if proposed is not None:
                return proposed
        if turn.person.role is Role.CLERK and not turn.room and is_narrative(turn.args):
            return receive_words(turn)
        is_reporter = turn.person.role is Role.ENTERPRISE and not turn.room
        pattern = wording.UNKNOWN_OF_REPORTER if is_reporter else wording.UNKNOWN
        return Answer(pattern.format(typed=say.cut(turn.args, 20)))


def _bare(text: str) -> str:
    """The text without the bot's name."""
    return _MENTION.sub("", text).strip()


def _find_command(text: str) -> tuple[ChatCommand, str] | None:
    found = _COMMAND.match(text)
    return (_WORDS[found[1]], found[2].strip()) if found else None


def _calls_for_help(turn: Turn) -> bool:
    """The bare name of the bot in a room, unless its speaker has just said something that may be meant."""
    return bool(turn.room) and not turn.args and (bool(turn.memory.talk.filed) or not turn.memory.talk.said)


def _is_at_work(turn: Turn, command: ChatCommand) -> bool:
    """Whether it is a unit's command, said by its liaison in the unit's own work room."""
    if not command.in_work_room or turn.person.role is not Role.LIAISON:
        return False
    room = turn.services.members.room(turn.room)
    return room is not None and room.unit == turn.person.unit


def commands_for(person: Person) -> list[ChatCommand]:
    """The commands of the person's role, as the menu shows them."""
    return [command for command in COMMANDS if command.in_menu and person.role in command.roles]


def _close_word(typed: str, commands: Sequence[ChatCommand]) -> str | None:
    """The command that was probably meant: one character off, or two exchanged."""
    head = re.split(r"[\d#第]|BS", typed, maxsplit=1)[0]
    words = [command.word for command in commands] + ["确认", "取消"]
    swapped = next((word for word in words if head != word and sorted(head) == sorted(word)), None)
    if swapped:
        return swapped
    close = get_close_matches(head, words, n=1, cutoff=0.5)
    return close[0] if close and len(head) >= 2 and head != close[0] else None
