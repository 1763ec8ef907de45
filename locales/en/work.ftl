# The department's work.

# $code - reference code, $topic - topic, $hamlet - where, $author - from whom, $due - last day in words
card =
    { $code } · { $topic } · { $hamlet }
    From: { $author } · { $due }
# $files - how many
card-files =
    { $files ->
        [one] With { $files } file.
       *[other] With { $files } files.
    }
# $latitude, $longitude - where
card-place = Location: { $latitude }, { $longitude }
card-take = Take it
card-answer = Answer
card-ask = Ask the sender
card-transfer = Pass on to another department
card-more = More
# $code - reference code
card-back = ← Back to { $code }
work-more = More to do with { $code }:
# $count - how many cards
card-digest =
    { $count ->
        [one] There is { $count } new opinion.
       *[other] There are { $count } new opinions.
    } Please choose a code to see and answer it:
# $count - how many, $late - how many are late
work-list = Opinions waiting for an answer: { $count }, of which late: { $late }.
# $line - the petition in a line
work-proposed = Waiting for you to take over: { $line }
# $code - reference code
work-typed-how = To answer, type “{ $code } answer:” and then your text. You may also type “{ $code } take”, “{ $code } ask”, “{ $code } transfer”.
work-none = Nothing is waiting for an answer.
# $code - reference code, $name - who took it, $due - last day
work-taken = { $name } took { $code }. Answer due: { DAY($due) }.
# $code - reference code
delivery-nobody = There is no chat to send the answer to yet.
# $why - reason in words
delivery-failed = The answer could not be delivered: { $why }. Please contact the sender directly or through { $head }.
# $at - when
delivery-done = The answer reached the sender at { TIME($at) }, { DATE($at) }.
delivery-waiting = The answer is being sent.
# $code - reference code, $why - reason in words
delivery-failed-notice = The answer to { $code } could not be delivered: { $why }. Please contact the sender directly or through the hamlet head.
ask-ask = What would you like to ask the sender of { $code }?
ask-label = Question
ask-review = Question about { $code }. Please check it:
ask-send = Send the question
transfer-ask-department = Which department should { $code } be passed on to?
transfer-label-department = Pass on to
transfer-ask-reason = What is the reason for passing it on?
transfer-label-reason = Reason
transfer-review = Passing on { $code }. Please check it:
move-review = Passing on { $code }. The new department gets it at once:
transfer-send = Pass on
# $code - reference code, $department - department, $due - last day
transfer-sent = { $department } was asked to take over { $code }. It is still due { DAY($due) } and stays with your department until they accept.
# $code - reference code, $department - who passes it on, $reason - why
transfer-proposed = { $department } asks you to take over { $code }. Reason: { $reason }
transfer-accept = Accept
transfer-decline = Decline
transfer-ask-decline-reason = Why do you decline { $code }?
# $code - reference code, $due - last day
transfer-accepted = You have taken over { $code }. Answer due: { DAY($due) }.
# $code - reference code, $department - who declined, $reason - why
transfer-declined = { $department } declined { $code }. Reason: { $reason }
transfer-decline-sent = They were told that you decline { $code }.
# $code - reference code, $department - who has it now
transfer-done = { $code } is now with { $department }.
# $code - reference code, $transfers - how many times, $department - who has it now
transfer-too-often =
    { $code } has been passed on { $transfers ->
        [one] { $transfers } time
       *[other] { $transfers } times
    } and is now with { $department }. Please look at it and assign it.
# $code - reference code, $department - who has it now
move-done = { $code } was passed on to { $department }.
# $code - reference code, $due - last day
petition-replied-to = The sender answered your question about { $code } (due { DATE($due) }):
petition-added-to = The sender added to { $code } (due { DATE($due) }):
petition-asked-again = The sender is not satisfied and asks again about { $code }. New answer due: { DAY($due) }.
# $code - reference code
petition-withdrawn-by-author = The sender has withdrawn { $code }. No answer is needed any more.

# $count - how many, $late - how many are late, $today - the day
digest =
    Work for today, { DAY($today) }: { $count ->
        [one] { $count } opinion waits
       *[other] { $count } opinions wait
    } for an answer, late: { $late }.
# $code - reference code, $due - last day
reminder-due = Due soon: { $code }, { DAY($due) }.
reminder-late = Late: { $code }, due { DAY($due) }. Please answer it or tell the office.

access-refused-officer = This is for invited officers. Please contact the commune's office for an invitation.
access-refused-clerk = This is for the office staff. Please contact the commune's office.
access-refused-chair = This is for those who chair. Please contact the commune's office.
access-refused-department-head = This is for heads of departments. Please ask the commune office.
access-refused-supervisor = This is for the Front's supervisors. Please ask the commune office.
access-refused-hamlet-head = This is for invited hamlet heads. Please contact the commune's office for an invitation.
# $code - reference code
access-refused-read = You cannot see { $code }.
access-refused-read-name = The sender of { $code } has hidden their name.
access-refused-add = Only the sender can add to { $code }.
access-refused-withdraw = Only the sender can withdraw { $code }.
access-refused-rate = Only the sender can rate the answer to { $code }.
access-refused-take = { $code } is with another department. Please press “Waiting for an answer” to see your work.
access-refused-answer = Only officers of the department in charge can answer { $code }. If you are one, please open the invitation from the office in your own chat with the assistant.
access-refused-ask = Only officers of the department in charge can ask about { $code }.
access-refused-transfer = Only officers of the department in charge can pass { $code } on.
access-refused-decide-transfer = Whether { $code } is taken over is for the department that was asked to decide.
access-refused-tell-author = Only the hamlet head who forwarded { $code } is asked to pass news of it on.
access-refused-call-author = The sender of { $code } has hidden their name and cannot be called.
access-refused-move = Only the office staff can pass { $code } on.
access-refused-redact = Only the office staff can blank what is private in { $code }.
access-refused-sort = Only the office staff can correct the topic of { $code }.
