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

from bot import say, wording
from bot.arguments import Misread
from bot.commands import COMMANDS, HELP_WORDS
from bot.for_everyone import look_up, propose_filing
from bot.for_reporters import hear_answer
from bot.messages import Incoming, Outgoing
from bot.sent_files import receive_file
from bot.turn import Answer, ChatCommand, Memory, Services, Turn
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
        self._memories: dict[tuple[str, str], Memory] = {}

    def hear(self, message: Incoming) -> list[Outgoing]:
        """The answers to a message; nothing for talk in a room that is not meant for the bot."""
        if message.room and not message.mentions_bot:
            return []
        try:
            answer = self._answer_or_refuse(message)
        except Exception as error:  # noqa: BLE001 - the border to people: they get an answer, the log the trace
            self._report(error)
            answer = Answer(wording.FAILED)
        text = f"@{message.name} {answer.text}" if message.room else answer.text
        return [Outgoing(message.address, message.name, text, message.room, answer.file)]

    def _answer_or_refuse(self, message: Incoming) -> Answer:
        try:
            person = self._services.members.speaker(message.address, message.name)
            return self._answer(message, person)
        except Refused as refused:
            return Answer(say.refusal_in_chat(refused))
        except Misread as misread:
            return Answer(misread.sentence)
        except Conflict:
            return Answer(wording.CONFLICT)

    def _answer(self, message: Incoming, person: Person) -> Answer:
        memory = self._memories.setdefault((message.room, message.address), Memory())
        text = _MENTION.sub("", message.text).strip() if message.room else message.text.strip()
        turn = Turn(person, text, message.id, message.address, message.room, memory, self._services)
        if message.file is not None:
            return receive_file(turn, message.file, message.file_name or message.file.name)
        if text.lower() in HELP_WORDS or (message.room and not text):
            return self._help(turn)
        menu = memory.menu_at(turn.now)
        if text.isdigit() and int(text) in range(1, len(menu) + 1):
            return self._from_menu(turn, menu[int(text) - 1])
        if text[:2] in HELP_WORDS and text[2:].strip() in _WORDS:
            return Answer(wording.MENU_EXAMPLE.format(example=_WORDS[text[2:].strip()].example))
        found = _COMMAND.match(text)
        if found and not self._is_bare_yes(found[1], memory):
            return self._command(replace(turn, args=found[2].strip()), _WORDS[found[1]])
        reference = read_reference(text)
        if reference is not None and reference.number:
            return look_up(replace(turn, args=text))
        heard = self._open_question(turn)
        if heard is None and found:
            return self._command(replace(turn, args=found[2].strip()), _WORDS[found[1]])
        return heard or self._free_words(turn)

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
        return hear_answer(turn)

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
        return Answer(wording.UNKNOWN.format(typed=say.cut(turn.args, 20)))


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
