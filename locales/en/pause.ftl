# The clock of an opinion: waiting for its author, more time, and how it is explained.

# $before - how it was counted until then, $since - the day it was stopped, $why - what was waited for,
# $left - working days that remained
deadline-stopped = { $before }; stopped on { DATE($since) } { $why }, with { $left } left
# $rest - what is counted since it goes on
deadline-went-on = { $before }; stopped on { DATE($since) } { $why }; then { $rest }
# $more - what was added
deadline-extended = { $before }; extended by { $more }
deadline-stopped-for-author = to wait for more from the sender
deadline-stopped-for-upper-level = to wait for the upper level

# After a question, to the author.
petition-paused = The time for an answer stands still until you reply.
petition-due-paused-author = the time for an answer stands still until you reply
# $left - working days that remain
petition-due-paused = the clock stands still until the sender replies, working days left: { $left }
petition-due-above = waiting for a reply from the upper level
# $code - reference code, $state - where it stands, $topic - topic, $text - beginning of the text
petition-line-paused = { $code } · { $state }, clock stopped · { $topic }: { $text }
# $code - reference code, $department - who asks, $body - beginning of the opinion
petition-asked-repeatedly = { $department } is still waiting to hear more about your opinion { $code } (“{ $body }”):
# $code - reference code, $due - last day
petition-reply-sent =
    What you added to { $code } was passed on to the department.
    New day for an answer: { DAY($due) }.
petition-due-now = Your opinion { $code } is now to be answered by { DAY($due) }.
# $code - reference code, $department - who answers
petition-unreplied = Nothing more was received about your opinion { $code }, so { $department } will answer by what you have sent. You can still add to it.
# $code - reference code, $count - working days
petition-unreplied-department = The sender has not replied to the question about { $code } for { $count } working days. Please answer by what there is.
# $code - reference code, $left - working days that remain
ask-sent =
    The question about { $code } was sent. { $left ->
        [0] Today is its last day; the clock stands still until the sender replies.
       *[other] The clock stands still until the sender replies, working days left: { $left }.
    }
# $code - reference code, $due - last day
ask-sent-late = The question about { $code } was sent. It was due { DAY($due) } and is late, so the clock does not stop.
# $code - reference code
petition-added-to-paused = The sender added to { $code } (it waits for the upper level):

extension = Give it more time
# $code - reference code, $due - the new last day
extension-ask =
    { $code } can be given more time once, until { DAY($due) }.
    What is the reason? The sender is told it.
extension-review = More time for { $code }, until { DAY($due) }. Please check; the sender is told this reason:
extension-send = Give more time
extension-sent = { $code } is now due { DAY($due) }. The sender was told.
# $code - reference code, $department - who answers, $reason - why, $old - last day until now, $due - the new one
petition-extended =
    { $department } needs more time to answer your opinion { $code }. Reason: { $reason }
    The answer was due { DATE($old) } and is now due { DAY($due) }.
extension-refused-twice = { $code } was given more time once; it cannot be given more again.
extension-refused-paused = The clock of { $code } stands still, so it needs no more time yet.
# $code - reference code, $due - last day
extension-refused-late = { $code } was due { DAY($due) }, which has passed, so it cannot be given more time. Please answer soon or tell the office.
