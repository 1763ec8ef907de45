# More about my data: a copy, letting it rest, erasing it; what clerks decide.

data-export = Download my data
data-phone-remove = Remove my telephone number
data-phone-gone = Your telephone number has been removed. To give another, please share your own number again.
data-more-button = Erase, pause
# $roles - whether they were given any
data-more =
    { $roles ->
        [yes] You can let your data rest, have it erased for good, or give back a role you were given.
       *[no] You can let your data rest, or have it erased for good.
    }
data-export-asked = Your data is being put together into one file, which will be sent here within a few minutes.
# $days - how long it is kept
data-export-sent = This is everything that is stored about you. In the file are a page to read, du-lieu.html, the same for machines, du-lieu.json, and the files you have sent. It holds private things, please keep it carefully; the copy here deletes itself after { $days } days.
data-restrict = Pause the use of my data
data-restrict-sure =
    While it is paused:
    • Stops: announcements, telephone calls, messages through your hamlet head; your name is no longer shown to who answers.
    • Stays: your data is kept as it is; what you have sent is dealt with and answered here.
    You can have it used again at any time. A name that was hidden on earlier opinions stays hidden.
data-restrict-yes = Pause
data-restricted = The use of your data is paused.
data-release = Use it again
data-released = Your data is used again as before.
data-erase = Erase my data
# $venue - where the office is
data-erase-sure =
    When your data is erased:
    • Goes: your name, telephone number and hamlet, chats and links, messages sent and received, coming registrations to speak; your name and number in what you have sent.
    • Stays: the text of your opinions and the answers, with nobody knowing whose they were. If anything private is left in them, please tell the office ({ $venue }), which will blank it.
    • It cannot be undone.
    You may want to download your data first.
# $count - how many
data-erase-unanswered =
    { $count ->
        [one] One of your opinions has not been answered yet. Once your data is erased, the answer can no longer be sent to you.
       *[other] { $count } of your opinions have not been answered yet. Once your data is erased, the answers can no longer be sent to you.
    }
# $roles - the roles, one a line
data-erase-roles =
    These roles will be given back:
    { $roles }
data-erase-yes = Ask for erasure
# $runs - when it is done, $due - the last day
data-erase-asked = Your request has been received. If nothing stands against it, your data is erased on { DATE($runs) }, at the latest on { DATE($due) }. Until then you can change your mind.
data-call-off = No, keep my data
data-called-off = Your request has been called off. Your data stays as it is.
data-erased = Your data has been erased. Thank you. When you write again, you are somebody new to the assistant.
# $reason - why, $due - the last day
data-erasure-held = Your request to have your data erased is on hold. Reason: { $reason } The office will settle it by { DATE($due) }.
# $runs - when it is done, $due - the last day, $reason - why it is held
data-waits-export-open = Waiting: the file with your data.
data-waits-export-held = Waiting: the file with your data.
data-waits-erasure-open = Waiting: your data is erased on { DATE($runs) }.
data-waits-erasure-held = Waiting: erasure of your data, on hold, by { DATE($due) } at the latest. { $reason }

# $due - the last day
data-refused-asked-export = Your data is being put together, please wait a few minutes.
data-refused-asked-erasure = Your request has been received and will be done by { DATE($due) }.
data-refused-last-clerk = You are the last clerk, so your data cannot be erased yet. Please invite another clerk first.
data-refused-unknown = There is no such request.
data-refused-over = This request is done or was called off.

# The clerk. $count - how many
menu-data-requests = Requests for erasure ({ $count })
data-requests-button = Requests about data
data-requests = Requests for erasure ({ $count }). On its day each is carried out by itself unless it is on hold:
data-requests-none = No request for erasure is waiting.
# $name - who asked, $state - where it stands, $runs - when it is done, $due - the last day
data-request-line = • { $name }: { $state }, erased on { DATE($runs) }, by { DATE($due) } at the latest
data-request-open = See the request
# $name - who asked
data-request-show = See: { $name }
# $name - who asked, $state - where it stands, $asked - when they asked, $runs - when it is done, $due - the last day
data-request-page =
    { $name } asks for their data to be erased — { $state }
    Sent at { TIME($asked) }, { DATE($asked) }. Carried out on { DATE($runs) }, by { DATE($due) } at the latest.
    The text of opinions and answers is kept, without a name.
# $reason - why it is held
data-request-reason = On hold because: { $reason }
data-state-open = waiting
data-state-held = on hold
data-state-done = done
data-state-called-off = called off
data-let-go = Erase today
data-let-go-done = It will be carried out today.
data-hold = Put on hold
# $name - who asked
data-hold-ask = Why is the data of { $name } not erased yet? They will be sent this reason.
data-held = It is on hold, and who asked has been told.
# $runs - when it is done, $due - the last day
data-erasure-asked-clerk = Somebody asks for their data to be erased. If nothing stands against it, that is done on { DATE($runs) }, at the latest on { DATE($due) }.
data-erasure-near = A request for erasure is nearly due: { DATE($due) }. Please let it be carried out, or settle it with who asked.
data-erased-staff = Somebody with a role has had their data erased; the role was given back. Please see who is in charge now.

# People whom hamlet heads have named. $name - the name, $count - how many places
named-begin = Remove a name put down by a hamlet head
named-again = Look for another name
named-ask = Please type the full name of who asks, as the hamlet head has written it.
named-none = The name { $name } was not put down by any hamlet head.
named-list = The name { $name } stands in { $count } places. Press to remove each; where names are the same, look at the hamlet and the dialogue.
# $dialogue - number of the dialogue, $hamlet - where, $code - code of the petition
named-speaker = Speaker, dialogue { $dialogue }, { $hamlet }
named-delegate = Delegate, dialogue { $dialogue }, { $hamlet }
named-petition = { $code }, from a hamlet head
# $what - where the name stands
named-sure = Remove the name from: { $what }? All else is kept. It cannot be undone.
named-yes = Yes, remove the name
named-done = The name has been removed.

# Redacting. $code - code of the petition
redact-begin = Blank private things
redact-ask = Please send the whole text of { $code } again, without names, telephone numbers, numbers of papers and private things. The text that stands there will be gone.
redact-ask-attached = What about what the sender added and attached?
redact-label-attached = Added and attached
redact-keep = Keep it
redact-bare = Leave it all out
redact-review = The new text of { $code }:
redact-send = Replace the text
redact-done = The text of { $code } has been replaced. That stands on the log, the old text does not.
