# What comes of dialogues, for the Front, the chair and the clerks.

menu-front = Supervision of conferences
menu-front-clerk = Follow-up of conferences
front-see = What was assigned, what came of it
front-none = Nothing has been assigned after a conference yet.
# $count - how many, $kept - how many are done, $late - how many are late
front-page = Assigned after conferences: { $count }. Done: { $kept }. Late: { $late }.
# $title - title of the dialogue
front-dialogue-line = { $title }: { $count } matters, { $kept } done, { $late } late.
front-dialogue-option = { $title }
front-dialogue = { $title }: { $count } matters assigned. Done: { $kept }. Late: { $late }.
# $line - what was promised and where it stands, $department - who owes it
front-promise =
    { $line }
    { $department }
# $count - how many
front-overdue = Opinions not answered in time: { $count }.
front-may-ask = Open a matter to ask the department in writing.
front-late = Late ({ $count })
# $promises - promises that are late, $petitions - opinions not answered in time
front-late-head = Late: { $promises } matters assigned, { $petitions } opinions not answered.
# $department - which, $count - how many
front-department = { $department } ({ $count }):
front-late-petition = • { $code }: { $text } — answer due { DATE($due) }
front-questions = Questions of the Front ({ $count } wait)
front-questions-all = The questions that were sent
question-ask = Ask the department
question-answer = Answer the Front
question-see = See the question
# $code - reference code
question-open = Question on { $code }
# $department - who is asked, $text - what the matter is
question-ask-text =
    To { $department } about { $code }: { $text }
    Please write the question. It is kept on record with its answer.
question-label-text = Question
question-review = Send { $department } this question about { $code }:
question-send = Send the question
# $due - last day for the answer
question-sent = The question about { $code } was sent to { $department }. Answer due { DAY($due) }.
question-asked = The Front asks about { $code }. Answer due { DAY($due) }.
question-answered =
    { $department } answers the question of the Front about { $code }.
    Question: { $text }
question-ask-answer =
    The Front asks about { $code }: { $text }
    Please write the answer, with files if needed.
question-label-answer = Answer
question-answer-review = Answer to the Front about { $code }:
question-replied = The answer about { $code } was sent to the Front.
question-list = Questions of the Front, those that wait first:
question-none = The Front has asked nothing yet.
question-line = • { $code }: { $text } — waits, due { DATE($due) }
question-line-late = • { $code }: { $text } — LATE, due { DATE($due) }
question-line-answered = • { $code }: { $text } — answered, was due { DATE($due) }
# $at - when, $text - what was asked
question-page =
    The Front asks { $department } about { $code }, at { TIME($at) }, { DATE($at) }:
    { $text }
question-page-answer =
    Answered at { TIME($at) }, { DATE($at) }:
    { $text }
question-page-due = Not answered yet. Due { DAY($due) }.
question-refused-unknown = This question was not found.
# $at - when
question-refused-answered = This question was answered at { TIME($at) }, { DATE($at) }.
question-refused-to-answer = Only the department that was asked about { $code } answers this.
