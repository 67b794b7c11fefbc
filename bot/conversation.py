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
from bot.filing import file_quoted, propose_filing
from bot.for_everyone import look_up
from bot.for_files import receive_picture
from bot.for_reporters import hear_answer
from bot.messages import Incoming, Kind, Outgoing
from bot.overhearing import hear_decision, overhear, recall
from bot.sent_files import is_narrative, receive_file, receive_words
from bot.talk import Quote, read_quote
from bot.turn import Answer, ChatCommand, Memories, Memory, Services, Turn
from complaints.errors import Conflict, Refused
from complaints.numbers import read_reference
from complaints.people import Person, Role

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

    def hear(self, message: Incoming) -> list[Outgoing]:
        """The answers to a message; for talk in a room that is not meant for the bot mostly nothing."""
        try:
            return self._hear(message)
        except Exception as error:  # noqa: BLE001 - the border to people: they get an answer, the log the trace
            self._report(error)
        if message.recalls or (message.room and not message.mentions_bot):
            return []
        return self._addressed(message, Answer(wording.FAILED))

    def _hear(self, message: Incoming) -> list[Outgoing]:
        is_meant = not message.room or message.mentions_bot
        if not is_meant and self._services.asks_in_rooms is None and not message.recalls:
            return []
        person = self._services.members.speaker(message.address, message.name)
        memory = self._memories.of(message.room, message.address)
        text = _MENTION.sub("", message.text).strip() if message.room else message.text.strip()
        turn = Turn(
            person, text, message.id, message.address, message.room, memory, self._services, self._memories, message.at
        )
        if message.recalls:
            return recall(turn, message.recalls)
        if is_meant or message.file is not None:
            answer = self._answer_or_refuse(turn, message)
            return self._addressed(message, answer) if answer is not None else []
        return overhear(turn)

    def _addressed(self, message: Incoming, answer: Answer) -> list[Outgoing]:
        text = f"@{message.name} {answer.text}" if message.room else answer.text
        return [Outgoing(message.address, message.name, text, message.room, answer.file), *answer.also]

    def _answer_or_refuse(self, turn: Turn, message: Incoming) -> Answer | None:
        try:
            if message.file is not None:
                return self._file(turn, message, message.file)
            if message.kind is not Kind.TEXT:
                return Answer(wording.WORDS_PLEASE.get(message.kind, wording.TEXT_PLEASE))
            return self._answer(turn)
        except Refused as refused:
            return Answer(say.refusal_in_chat(refused))
        except Misread as misread:
            return Answer(misread.sentence)
        except Conflict:
            return Answer(wording.CONFLICT)

    def _file(self, turn: Turn, message: Incoming, path: Path) -> Answer | None:
        name = message.file_name or path.name
        if message.kind in (Kind.PICTURE, Kind.VOICE, Kind.VIDEO):
            return receive_picture(turn, path, name, message.kind)
        return receive_file(turn, path, name) if not turn.room or message.mentions_bot else None

    def _answer(self, turn: Turn) -> Answer:
        quote = read_quote(turn.args)
        if quote is not None:
            return self._beside_quote(turn, quote)
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
        if found and not self._is_bare_yes(found[1], turn.memory):
            return self._command(turn.saying(found[2].strip()), _WORDS[found[1]])
        reference = read_reference(text)
        if reference is not None and reference.number:
            return look_up(turn)
        heard = self._open_question(turn)
        if heard is None and found:
            return self._command(turn.saying(found[2].strip()), _WORDS[found[1]])
        return heard or self._free_words(turn)

    def _beside_quote(self, turn: Turn, quote: Quote) -> Answer:
        """Words beside a quoted message: 登记 files what is quoted, other words are heard by themselves."""
        rest = _MENTION.sub("", quote.rest).strip()
        found = _COMMAND.match(rest)
        if not rest or (found and _WORDS[found[1]].word == "登记"):
            more = found[2].strip() if found else ""
            return file_quoted(turn, replace(quote, text=f"{quote.text}\n{more}".strip()))
        return self._answer(turn.saying(rest))

    def _is_bare_yes(self, word: str, memory: Memory) -> bool:
        """A 是 or 确认 where nothing waits for it may answer a question instead."""
        return word in ("是", "确认") and not memory.pending

    def _open_question(self, turn: Turn) -> Answer | None:
        """The answer to what the bot has asked: just now, or in a follow-up."""
        if turn.room:
            return None
        question = turn.memory.take_question(turn.now)
        heard = question.hear(turn) if question else None
        if heard is not None:
            return heard
        return hear_answer(turn) or hear_decision(turn)

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
        if turn.room and not (command.in_room or command.word in ("确认", "取消")):
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
        return Answer(wording.UNKNOWN.format(typed=say.cut(turn.args, 20)))


def _calls_for_help(turn: Turn) -> bool:
    """The bare name of the bot in a room, unless its speaker has just said something that may be meant."""
    return bool(turn.room) and not turn.args and (bool(turn.memory.talk.filed) or not turn.memory.talk.said)


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
