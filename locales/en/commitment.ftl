# What was promised after a dialogue.

menu-commitments = Assigned after conferences
# $code - reference code
commitment-open = Matter { $code }
commitment-none = Your department owes nothing from conferences any more.
# $count - how many, $late - how many are late
commitment-mine = Assigned after conferences: { $count }, of which late: { $late }.
# $code - reference code, $text - what was promised, $state - where it stands
commitment-line = • { $code }: { $text } — { $state }
# $due - last day, $days - how many days late, $at - when
commitment-state-open = due { DATE($due) }
commitment-state-undated = no day yet, a report is due { DATE($due) }
commitment-state-late = LATE by { $days } days, due { DATE($due) }
commitment-state-late-undated = REPORT LATE, due { DATE($due) }
commitment-state-kept = done, { DATE($at) }
commitment-state-kept-late = done late, { DATE($at) }
# $title - title of the dialogue
commitment-page = Matter { $code } · { $title }
commitment-page-matter = Raised: { $text }
commitment-page-words = Promised: “{ $text }”
commitment-page-who = Responsible: { $department }.
commitment-page-state = Where it stands: { $state }.
commitment-page-first = The day named first: { DAY($due) }.
# $asked - the day asked for, $why - reason
commitment-page-asked = The department asks for { DATE($asked) }: { $why }
commitment-history = What has happened:
# $at - when, $text - what was written, $department - who, $due - a day, $files - how many
history-promised = • { DATE($at) }: assigned to { $department } by the conclusion notice, no day set
history-promised-dated = • { DATE($at) }: assigned to { $department } by the conclusion notice, due { DATE($due) }
history-progress = • { DATE($at) }: { $department } reports: { $text }
history-progress-dated = • { DATE($at) }: { $department } reports, expected { DATE($due) }: { $text }
history-date-asked = • { DATE($at) }: { $department } asks for { DATE($due) }: { $text }
history-date-set = • { DATE($at) }: { DATE($due) } agreed
history-date-refused = • { DATE($at) }: not agreed, still due { DATE($due) }
history-late-told-dated = • { DATE($at) }: the sender was told that { DATE($due) } has passed
history-kept = • { DATE($at) }: { $department } says it is done: { $text } ({ $files } files)
history-questioned = • { DATE($at) }: the Front asks, answer due { DATE($due) }: { $text }
history-explained = • { DATE($at) }: { $department } answers the Front: { $text }
history-carried = • { DATE($at) }: carried into the next conference
history-asked-again = • { DATE($at) }: the sender asks again: { $text }
commitment-keep = It is done
commitment-report = Report progress
commitment-later = Ask for another day
commitment-agree = Agree to the day
commitment-refuse = Do not agree
# $code - reference code, $text - what was promised
commitment-ask-kept =
    { $code }: { $text }
    What was done? Please write, or send photos or files that show it.
commitment-label-kept = Result
commitment-kept-review = { $code }: it is done. The sender will be told:
commitment-ask-report =
    { $code }: { $text }
    How far has it come? Please write or send a file.
commitment-label-report = Progress
commitment-ask-expected = When will it be done? That will be its last day.
commitment-label-due = Day
commitment-report-review = { $code }: please look through the report:
commitment-ask-later =
    { $code }: { $text }
    Which day do you ask for?
commitment-ask-why = Why does it take longer? The sender will read the reason.
commitment-label-why = Reason
commitment-later-review = { $code }: asking for another day. The chair or the office decides:
commitment-kept = { $code } is marked as done, and the sender is told.
commitment-noted = The progress of { $code } is noted.
commitment-report-told = The report on { $code } was sent to the chair, the Front and the sender.
commitment-asked = Another day is asked for { $code }. Until it is agreed the old one counts.
# $due - the day that counts now
commitment-agreed = Agreed: { $code } is due { DAY($due) }. The sender is told.
commitment-not-agreed = Not agreed: { $code } is still due { DAY($due) }.
# To the chair and the clerks. $due - the day promised, $asked - the day asked for
commitment-date-asked =
    { $department } asks to move { $code } from { DATE($due) } to { DATE($asked) }: { $text }
    Reason: { $why }
# To the department
commitment-date-agreed = { $code }: { DAY($due) } is agreed.
commitment-date-refused = { $code }: { DATE($asked) } is not agreed. Still due { DAY($due) }.
# To the author, the chair and the Front
commitment-reported =
    { $code }: { $department } reports and names { DAY($due) }.
    { $text }
# To the author. $number - number of the notice
commitment-to-author =
    Your opinion { $code }: by conclusion notice { $number }, { $department } deals with it until { DAY($due) }.
    What is to be done: { $text }
commitment-to-author-undated =
    Your opinion { $code }: by conclusion notice { $number }, { $department } deals with it.
    By { DAY($due) } it has to say when it will be done.
    What is to be done: { $text }
commitment-kept-to-author =
    { $department } says that what you raised in { $code } is done: { $text }
    If that is not so, press “Ask again”.
commitment-new-date =
    { $code }: { $department } is not done and was given until { DAY($due) }: { $text }
    Reason: { $why }
commitment-late-to-author =
    { $code }: what { $department } promised by { DATE($due) } is late: { $text }
    The head of the department and the Front have been told.
commitment-late-to-author-undated =
    { $code }: { $department } has not said when it will be done, as it had to by { DATE($due) }: { $text }
    The head of the department and the Front have been told.
commitment-refused-unknown = This matter was not found.
commitment-refused-elsewhere = This matter belongs to another department, please look in your own chat.
# $at - when
commitment-refused-kept = { $code } was marked as done at { TIME($at) }, { DATE($at) }.
commitment-refused-no-date = Please say when it will be done, from today on.
commitment-refused-report-first = { $code } has no day yet. Please report with an expected day first.
# $due - the day that counts
commitment-refused-not-later = The day must be after { DATE($due) } and after today.
commitment-refused-decided = The day asked for { $code } has been decided already.
commitment-refused-to-report = Only the department that owes it reports on { $code }.
commitment-refused-to-keep = Only the department that owes it can say that { $code } is done.
commitment-refused-to-ask-date = Only the department that owes it can ask for another day for { $code }.
commitment-refused-to-decide-date = The chair or the office decides on the day.

# In the message of the morning. $days - days left or late, $text - what was promised, $who - who owes it
reminder-commitment-soon = { $days } days left: { $code } — { $text } ({ $who }). Due { DAY($due) }.
reminder-commitment-today = Due today: { $code } — { $text } ({ $who }), { DAY($due) }.
reminder-commitment-late = { $days } days late: { $code } — { $text } ({ $who }). Due { DAY($due) }.
reminder-undated-soon = { $days } days left to report and name a day: { $code } — { $text } ({ $who }). Due { DAY($due) }.
reminder-undated-today = A report and a day are due today: { $code } — { $text } ({ $who }), { DAY($due) }.
reminder-undated-late = { $days } days late, no report and no day: { $code } — { $text } ({ $who }). Due { DAY($due) }.
reminder-question-soon = { $days } days left to answer the Front on { $code }: { $text } ({ $who }). Due { DAY($due) }.
reminder-question-today = An answer to the Front is due today on { $code }: { $text } ({ $who }), { DAY($due) }.
reminder-question-late = { $days } days late, no answer to the Front on { $code }: { $text } ({ $who }). Due { DAY($due) }.

# On the page of an opinion.
entry-answered-aloud = { TIME($at) }, { DATE($at) } · Answered in the hall.
entry-raised = { TIME($at) }, { DATE($at) } · Raised in the hall.
entry-decided = { TIME($at) }, { DATE($at) } · The chair decided in the hall: { $text }
entry-promised = { TIME($at) }, { DATE($at) } · Assigned to { $department }: { $text }
entry-promised-dated = { TIME($at) }, { DATE($at) } · Assigned to { $department }, due { DATE($due) }: { $text }
entry-progress = { TIME($at) }, { DATE($at) } · { $department } reports: { $text }
entry-progress-dated = { TIME($at) }, { DATE($at) } · { $department } reports, expected { DATE($due) }: { $text }
entry-date-asked = { TIME($at) }, { DATE($at) } · { $department } asks for { DATE($due) }: { $text }
entry-date-set = { TIME($at) }, { DATE($at) } · Now due { DATE($due) }: { $text }
entry-date-refused = { TIME($at) }, { DATE($at) } · Another day was not agreed. { $text }
entry-late-told-dated = { TIME($at) }, { DATE($at) } · { DATE($due) } has passed, { $department } is not done.
entry-kept = { TIME($at) }, { DATE($at) } · { $department } says it is done: { $text }
entry-carried = { TIME($at) }, { DATE($at) } · Carried into the next conference. { $text }
entry-questioned = { TIME($at) }, { DATE($at) } · The Front asks: { $text }
entry-explained = { TIME($at) }, { DATE($at) } · { $department } answers the Front: { $text }
