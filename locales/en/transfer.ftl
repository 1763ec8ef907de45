# Passing a matter on, and working on it together.

# $code - reference code, $department - who passed it on, $at - when, $reason - why
transfer-circle-passed = { $department } passed { $code } on on { DATE($at) }: “{ $reason }”
transfer-circle-moved = The office moved { $code } away from { $department } on { DATE($at) }: “{ $reason }”
transfer-circle-declined = { $department } declined { $code } on { DATE($at) }: “{ $reason }”
# $before - how it was with that department before
transfer-ask-again =
    { $before }
    Do you still want to pass it on there?
transfer-again = Pass it on there all the same
transfer-refused-circle =
    { $before }
    Please choose another department, or confirm that it goes there all the same.
# $before - how it was with that department before, $department - who passes it on now, $reason - why
transfer-circle-clerk =
    { $before }
    Now { $department } wants to pass it back: “{ $reason }”. Please look at it and assign it.
# $code - reference code, $department - department
transfer-sent-paused = { $department } was asked to take over { $code }. Its clock still stands still, and it stays with your department until they accept.
# $code - reference code, $department - who has it now, $due - last day
petition-transferred-goes-on = Your opinion { $code } was passed on to { $department }. Its time goes on, until { DAY($due) }.

support = Work together, talk
support-ask = Ask another department for help
support-reply = Reply as a helper
discuss = Talk it over
discuss-go-on = Go on talking
# $code - reference code
support-page = Departments that help with { $code }. The sender does not see what is said here.
support-page-none = No department helps with { $code } yet.
# $name - name of the department
support-line = • { $name }: no reply yet
support-line-replied = • { $name }: has replied
# $code - reference code
support-ask-department = Which department would you like to ask for help with { $code }?
support-label-department = Helper
support-ask-question = What should that department tell you or do?
# $code - reference code
support-review = Asking for help with { $code }. The sender does not see it. Please check it:
support-send = Send it
# $code - reference code, $department - who was asked
support-sent = { $department } was asked to help with { $code }. The matter and its clock stay with your department.
# $code - reference code, $department - who asks, $question - what is asked
support-asked = { $department } asks for your help with { $code }: { $question }
# $code - reference code
support-ask-reply = What do you reply to the department in charge of { $code }? Files can be added. The sender does not see it.
support-reply-review = Your reply about { $code }. Please check it:
support-reply-send = Send the reply
support-reply-sent = Your reply about { $code } was sent.
# $code - reference code, $department - who replied
support-replied = { $department } replies about { $code }:
# $code - reference code
discuss-ask = What would you like to say about { $code } to the departments that deal with it? The sender does not see it.
discuss-sent = What you said about { $code } was sent.
# $code - reference code, $department - who says it
discuss-said = { $department } about { $code } (the sender does not see it):
# $line - the petition in a line
work-to-support = Waiting for your help: { $line }
# $code - reference code
support-refused-same-department = { $code } is with that department. Please choose another.
access-refused-ask-support = Only the department in charge can ask for help with { $code }.
access-refused-support = Your department was not asked to help with { $code }.
access-refused-discuss = Only the departments that deal with { $code } can talk it over.
access-refused-extend = Only officers of the department in charge can give { $code } more time.
access-refused-escalate = Only the department in charge or the office can pass { $code } up.
access-refused-merge = Only the department in charge or the office can merge { $code }.
access-refused-read-work = What is said about { $code } is for the departments that deal with it.
office = The office

# $at - when, $text - what was written, $department - department concerned
entry-repeated = { DATE($at) }, { TIME($at) } · The sender was asked once more. { $text }
entry-unreplied = { DATE($at) }, { TIME($at) } · The sender has not replied, { $department } goes on. { $text }
entry-support-asked = { DATE($at) }, { TIME($at) } · { $department } was asked for help: { $text }
entry-supported = { DATE($at) }, { TIME($at) } · { $department } replied as a helper: { $text }
entry-discussed = { DATE($at) }, { TIME($at) } · { $department } said: { $text }
entry-extended = { DATE($at) }, { TIME($at) } · { $department } needs more time: { $text }
entry-escalated = { DATE($at) }, { TIME($at) } · { $department } passed it up: { $text }
entry-upper-replied = { DATE($at) }, { TIME($at) } · The upper level replied: { $text }
entry-joined = { DATE($at) }, { TIME($at) } · { $text } was merged into this
entry-merged = { DATE($at) }, { TIME($at) } · Merged into { $text }
entry-unmerged = { DATE($at) }, { TIME($at) } · { $text } is dealt with by itself
