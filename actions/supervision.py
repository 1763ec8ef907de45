"""The Front: it asks a department in writing about a matter, and gets an answer on record."""

from dataclasses import replace

from actions.desk import Desk
from actions.record import find_petition
from actions.reminder import schedule_question
from domain.access import OnPetition, OnQuestion, check
from domain.calendar import day_of
from domain.notice import Attachment, Choice, Notice, ToDepartment, ToPerson, verbatim, words
from domain.petition import EntryKind
from domain.refusal import Refused
from domain.supervision import SupervisorQuestion
from storage.petition import Entry


async def ask_department(desk: Desk, code: str, text: str) -> SupervisorQuestion:
    """Ask who answers for a petition now; within the commune's period the answer is on record."""
    petition = await find_petition(desk, code, OnPetition.QUESTION, lock=True)
    due = desk.calendar.add_working_days(day_of(desk.now), desk.commune.follow_up.question_working_days)
    number = await desk.uow.numbers.next(desk.commune.id, "supervisor-question")
    question = SupervisorQuestion(
        desk.commune.id, number, petition.id, petition.code, petition.department, desk.actor.person, desk.now, text, due
    )
    await desk.uow.supervisor_questions.add(question)
    entry = Entry(EntryKind.QUESTIONED, desk.now, desk.actor.person, petition.department, text, due_on=due)
    await desk.uow.petitions.note(petition, entry)
    await schedule_question(desk, question)
    desk.tell(
        Notice(
            ToDepartment(petition.department),
            (words("question-asked", code=petition.code, due=due), verbatim(text)),
            (
                Choice(f"question.answer:{number}", words("question-answer")),
                Choice(f"work.show:{petition.code}", words("petition-open", code=petition.code)),
            ),
            about=petition.code,
        )
    )
    return question


async def find_question(
    desk: Desk, question_id: int, verb: OnQuestion = OnQuestion.READ, *, lock: bool = False
) -> SupervisorQuestion:
    """Raises Refused, the same for what does not exist and what is not the actor's business."""
    found = await desk.uow.supervisor_questions.find(desk.commune.id, question_id, lock=lock)
    if found is None:
        raise Refused("question-refused-unknown")
    check(desk.actor, verb, found)
    return found


async def answer_question(
    desk: Desk, question_id: int, text: str, files: tuple[Attachment, ...] = ()
) -> SupervisorQuestion:
    """The department answers; who asked is told. Raises Refused when it was answered before."""
    question = await find_question(desk, question_id, OnQuestion.ANSWER, lock=True)
    question.check_open()
    answered = replace(question, answered_at=desk.now, answered_by=desk.actor.person, answer=text, files=files)
    await desk.uow.supervisor_questions.change(answered)
    petition = await desk.uow.petitions.get(desk.commune.id, question.petition_id, lock=True)
    entry = Entry(EntryKind.EXPLAINED, desk.now, desk.actor.person, question.department, text, files)
    await desk.uow.petitions.note(petition, entry)
    await schedule_question(desk, answered)
    desk.tell(
        Notice(
            ToPerson(question.asked_by),
            (
                words(
                    "question-answered", code=question.code,
                    department=desk.commune.department(question.department).name, text=question.text,
                ),
                *((verbatim(text),) if text else ()),
            ),
            (Choice(f"question.show:{question.id}", words("question-see")),),
            files=files,
            about=question.code,
        )
    )  # fmt: skip
    return answered
