# Answering: writing, approving, taking back, what an answer comes to, and what its author says of it.

# $code - reference code, $body - beginning of the petition
answer-ask =
    Answer to { $code } (“{ $body }”).
    Please write the answer; files may go with it.
# $code - reference code, $body - beginning of the petition, $text - what is written so far
answer-ask-use =
    What there is as an answer to { $code } (“{ $body }”):

    { $text }

    To change it, please send the whole text as it should be. To use it as it is, press “Use this”.
answer-keep = Use this
answer-label = Answer
# $code - reference code
answer-ask-outcome = What does the answer to { $code } come to?
answer-label-outcome = Outcome
answer-ask-promised = Please write the day by which it will be done, for example 15/12 or 15/12/2025.
answer-label-promised = Promised by
answer-promise-too-soon = The day of a promise must be after today. Please write another day.
answer-ask-summary = The answer is long and will go out as a file. Please write a short summary to be read in the message itself.
answer-label-summary = Summary
answer-summary-skip = Use its first sentences
# $code - reference code, $way - what happens when it is sent
answer-review = Answer to { $code }. Please look through it. { $way }
# $seconds - how long it can be taken back
answer-way-nobody =
    { $seconds ->
        [0] Once sent, the sender gets it at once.
       *[other] Once sent, you have { $seconds } seconds to take it back; then the sender gets it.
    }
answer-way-department-head = It goes to the head of the department first; the sender gets it once it is approved.
answer-way-chair = It goes to the chair first; the sender gets it once it is approved.
answer-send = Send the answer
# $code - reference code, $at - when it goes out
answer-sends = The answer to { $code } is noted. The sender gets it at { TIME($at) }; until then you can take it back.
# $code - reference code
answer-sends-now = The answer to { $code } is noted and on its way.
# $code - reference code, $who - who approves
answer-waits = The answer to { $code } now waits for { $who }. The sender gets it once it is approved.
answer-delivery = Has it arrived?
answer-undo = Take it back
# $code - reference code
answer-undone = The answer to { $code } was taken back. The sender got nothing; the text is still there for you to change.
# $code - reference code, $name - who took it back
answer-undone-by = { $name } took the answer to { $code } back. The sender got nothing.
answer-redraft = Change and send again
# $code - reference code, $name - who is writing, $at - since when
answer-being-written = { $name } has been writing an answer to { $code } since { TIME($at) }.
answer-take-over-how = Please speak with them, or write it in their place. Whoever sends first is heard; the other text is kept.
answer-take-over = I will write it
# $code - reference code, $name - who writes now
answer-taken-over = { $name } is writing the answer to { $code } in your place. What you wrote is kept.
approver-department-head = the head of the department
approver-chair = the chair
# $name - who drafted it, $who - who approves, $at - when
answer-waiting = An answer by { $name } of { TIME($at) }, { DATE($at) } waits for { $who } to approve it.
# $at - when it goes out
answer-approved = The answer is approved and goes out at { TIME($at) }, { DATE($at) }.

# What an answer comes to, as the office chooses it.
outcome-answered = Explained, answered
outcome-resolved = Resolved
outcome-promised = Promised by a day…
outcome-guided = Guided elsewhere
outcome-beyond = Beyond our competence, passed up
# $day - the last day of the promise
outcome-promised-by = Promised by { DATE($day) }
# The same, as its author is told.
outcome-told-resolved = Outcome: this is resolved.
# $day - the last day of the promise
outcome-told-promised = Outcome: the department promises to have it done by { DAY($day) }.
outcome-told-guided = Outcome: this is for another body; please follow the guidance above.
outcome-told-beyond = Outcome: this is beyond the commune’s competence and was passed to the upper level.
# $outcome - what it came to
petition-outcome = Outcome: { $outcome }.
# $score - how satisfied its author is, $note - a word of theirs
petition-score = The sender’s rating: { $score }.
petition-score-why = The sender’s rating: { $score }. “{ $note }”

# $code - reference code, $name - who drafted it, $department - whose answer, $body - the petition
approval-asked =
    { $name } ({ $department }) asks you to approve an answer to { $code }.
    Opinion: “{ $body }”
    Draft:
approval-yes = Approve
approval-no = Return
approval-edit = Edit and approve
# $code - reference code
approval-review = The answer to { $code } as you have edited it. Please look through it:
approval-send = Approve and send
# $code - reference code, $at - when it goes out
approval-done = You approved the answer to { $code }. The sender gets it at { TIME($at) }; until then you can take it back.
# $code - reference code, $name - who approved, $at - when it goes out
approval-given = { $name } approved the answer to { $code }. The sender gets it at { TIME($at) }; until then you can take it back.
approval-edited = { $name } edited and approved the answer to { $code }. The sender gets it at { TIME($at) }. What goes out:
# $code - reference code
approval-ask-reason = Why do you return the draft for { $code }? Who wrote it will read this.
# $code - reference code
approval-return-sent = The draft for { $code } was returned with your reason.
# $code - reference code, $name - who returned it, $reason - why
approval-returned = { $name } returned the draft for { $code }. Reason: { $reason }
# $count - how many
approval-list = Answers that wait for your approval: { $count }.
approval-none = No answer waits for your approval.
menu-approvals = Answers to approve

answer-refused-empty = The answer is empty. Please write something or send a file.
answer-refused-outcome = Please choose what the answer comes to.
answer-refused-promise = The day of the promise is today or has passed. Please press “Change” and write another day.
# $code - reference code, $name - who was quicker, $at - when
answer-refused-waiting = { $name } drafted an answer to { $code } at { TIME($at) }, { DATE($at) }; it waits for approval. Yours was not sent.
answer-refused-approved = { $name } answered { $code } at { TIME($at) }, { DATE($at) }; it is about to go out. Yours was not sent.
# $code - reference code
answer-refused-none = No answer to { $code } is waiting.
answer-refused-other-approver = This answer is for somebody else to approve.
answer-refused-undo-others = Only who wrote or approved this answer can take it back.
# $at - when it went out
answer-refused-undo-late = It is too late to take it back: the answer went out at { TIME($at) }. To correct it, please write to the sender or call them.
answer-refused-when-waiting = This answer waits for approval.
answer-refused-when-approved = This answer was approved.
answer-refused-when-returned = This draft was returned.
answer-refused-when-undone = This answer was taken back.
answer-refused-when-sent = This answer has gone out.
answer-refused-when-dropped = This draft is no longer used: the opinion was dealt with in another way.

# Of a long answer. $code - reference code, $body - beginning of the petition
letter-title = Answer to opinion { $code }
letter-about = About: “{ $body }”
petition-answer-in-letter = (The whole text is in the attached file.)

petition-answer-question = Are you satisfied with the answer?
petition-answer-question-collected = Are the people satisfied with the answer?
score-5 = Very satisfied
score-4 = Satisfied
score-3 = Neither
score-2 = Not satisfied
score-1 = Not satisfied at all
answer-ask-again = Ask again
# $code - reference code, $score - how satisfied
answer-rated-well = Thank you. Your rating of the answer to { $code } is noted: { $score }.
answer-rated-poor = Your rating of the answer to { $code } is noted: { $score }. If it is not clear or not done, press “Ask again”; the department has to answer once more.
answer-rated-closed = Your rating of the answer to { $code } is noted: { $score }. If it is still not done, please send a new opinion and mention { $code }.
rating-say-why = Add a word
# $code - reference code
rating-ask-why = Please write what you would like to add about the answer to { $code }.
rating-noted = Your words about the answer to { $code } are noted. Thank you.
rating-refused-no-score = Please choose first how satisfied you are with { $code }.

# Texts to begin answers with.
template-list = Answer templates
template-more = Other templates
# $name - name of the text
template-use = Template: { $name }
template-none = There are no answer templates yet. After sending an answer, press “Keep as template” to use it again.
# $count - how many
template-all = Answer templates ({ $count }):
# $name - name, $topic - topic, $text - beginning of the text
template-line = • { $name } ({ $topic }): { $text }
template-page = Template “{ $name }” · { $topic }
template-keep = Keep as template
template-ask-name = What should this template be called?
# $name - name it has
template-ask-new-name = What should the template “{ $name }” be called?
template-kept = The template “{ $name }” is kept for the topic { $topic }.
template-rename = Rename
template-delete = Delete the template
# $name - name
template-delete-sure = Do you really want to delete the template “{ $name }”?
template-delete-yes = Yes, delete it
template-deleted = The template “{ $name }” is deleted.
template-refused-gone = This template is gone.
template-refused-name = There is a template called “{ $name }” for this topic already. Please choose another name.
template-refused-nothing = There is no written answer to { $code } to keep as a template.

# Within the office.
# $line - the petition in a line
work-approval = Waiting for your approval: { $line }
work-assign = Give to an officer
# $code - reference code
assign-ask = Who should deal with { $code }?
# $code - reference code, $name - who, $due - last day
assign-done = { $code } was given to { $name }. Answer due: { DAY($due) }.
# $code - reference code, $name - who gave it
work-assigned-to-you = { $name } asks you to deal with { $code }:
assign-refused-nobody = This person does not belong to the department of { $code }. Please choose again.
# $code - reference code, $name - who has it
petition-refused-assigned = { $code } was given to { $name }. If they are away, the head of the department can give it to somebody else; you may still answer it.
note-begin = Internal note
# $code - reference code
note-ask = Internal note on { $code }: read by the department, the office, the chair and the Front only; the sender does not see it.
note-label = Note
note-kept = Your internal note on { $code } is kept.
# $code - reference code, $name - who wrote it
note-told = { $name } wrote an internal note on { $code } (not seen by the sender):
refuse-begin = Do not take up
# $code - reference code, $body - beginning of the petition
refuse-ask-reason = Why is { $code } (“{ $body }”) not taken up? The sender will read this.
refuse-label-reason = Reason
refuse-ask-where = Where should the sender turn with this?
refuse-label-where = Where to turn
refuse-nowhere = There is no other place
# $code - reference code
refuse-review = { $code } is not taken up. Please look through it; the sender gets it at once:
refuse-send = Send to the sender
refuse-done = The sender was told that { $code } is not taken up. The office can open it again.
refuse-reopen = Open again
# $code - reference code, $department - who did not take it up, $body - beginning, $reason - why
petition-refused-told =
    { $department } does not take up your opinion { $code } (“{ $body }”).
    Reason: { $reason }
# $where - where to turn
petition-refused-turn-to = You may turn to: { $where }
# $venue - where to come in person
petition-refused-not-content = If you do not agree, please see the officer who receives citizens at { $venue }.
# $code - reference code, $department - who, $reason - why
petition-refused-clerks = { $department } does not take up { $code }. Reason: { $reason }
# $code - reference code
petition-reopened-office = The office has opened { $code } again:
# $code - reference code, $department - who answers, $due - last day
petition-reopened = Your opinion { $code } is looked at again. { $department } answers by { DAY($due) }.
petition-reopened-done = { $code } is open again. Answer due: { DAY($due) }.

# To its author, once. $code - reference code, $body - beginning, $department - who is responsible, $due - last day, $step - where it stands
petition-late-told =
    The answer to your opinion { $code } (“{ $body }”) is late; it was due on { DAY($due) }. We are sorry.
    { $department } is responsible now. { $step }
late-step-received = Next step: the department names an officer; it is reminded every morning until it answers.
late-step-assigned = An officer was named; the department is reminded every morning until it answers.
late-step-taken = An officer is working on it; the department is reminded every morning until it answers.
late-step-drafted = An answer is drafted and waits for approval.

# $at - when, $name - who, $text - what was written
entry-assigned = { TIME($at) } { DATE($at) } · { $name } gave it to { $text }
entry-drafted = { TIME($at) } { DATE($at) } · { $name } drafted an answer. { $text }
entry-returned = { TIME($at) } { DATE($at) } · { $name } returned the draft: { $text }
entry-approved = { TIME($at) } { DATE($at) } · { $name } approved the answer. { $text }
entry-approved-nobody = { TIME($at) } { DATE($at) } · Sent without anybody else’s approval. { $text }
entry-undone = { TIME($at) } { DATE($at) } · { $name } took the answer back. { $text }
entry-noted = { TIME($at) } { DATE($at) } · Internal note by { $name }: { $text }
# $at - when, $department - department concerned, $text - what was written
entry-late-told = { TIME($at) } { DATE($at) } · The sender was told that it is late. { $text }
entry-refused = { TIME($at) } { DATE($at) } · { $department } did not take it up: { $text }
entry-reopened = { TIME($at) } { DATE($at) } · The office opened it again. { $text }

# $code - reference code
access-refused-assign = Only the head of the department can give { $code } to somebody.
access-refused-approve = Only the head of the department or the chair can approve an answer to { $code }.
access-refused-undo = Only who wrote or approved the answer to { $code } can take it back.
access-refused-refuse = Only the department and the office can decide not to take up { $code }.
access-refused-reopen = Only the office can open { $code } again.
access-refused-note = Only the department, the office and the chair can write notes on { $code }.
access-refused-read-notes = Internal notes on { $code } are for the offices only.

# What is written behind the code of an opinion.
typed-petition-undo = take back, undo
typed-petition-approve = approve
typed-petition-return = return
typed-petition-assign = assign
typed-petition-note = note
typed-petition-refuse = refuse
