### What the server of the web chat says, and the pages around the chat.

## In the history of the chat

# $latitude, $longitude - degrees, as numbers with a point
web-location = Location: { $latitude }, { $longitude }

## Files that were not taken

# $name - what the person called the file
web-file-too-many = At most 10 files can be sent at once, so “{ $name }” was not taken. Please send it next time.

## Answers to requests that cannot be granted

web-error-no-commune = There is no commune at this address.
web-error-no-chat = This conversation is no longer there. Please reload the page.
web-error-no-file = There is no such file in this conversation.
web-error-no-page = There is no page at this address.
web-error-method = This address does not take that kind of request.
web-error-refused = This request cannot be carried out.
web-error-not-json = What was sent could not be read: a JSON object is needed.
web-error-not-parts = What was sent broke off or could not be read. Please send it again.
web-error-nothing-said = The message is empty. Please write something or choose a file.
# $field - name of the field in the request
web-error-wrong-field = The value of “{ $field }” is not valid.
# $most - characters
web-error-text-too-long = The message is too long: at most { $most } characters. Please split it.
# $megabytes - for everything sent at once
web-error-too-much = Too much was sent at once: at most { $megabytes } MB together. Please send it in several messages.
web-error-slow = The connection paused for too long. Please send it again.
# $seconds - how long to wait
web-error-many-chats = Too many new conversations were opened from this network. Please try again in { $seconds } seconds.
# $seconds - how long to wait
web-error-many-messages = Your earlier messages are still being worked on. Please wait about { $seconds } seconds before sending more.
web-error-away = The service is interrupted for a moment. Please try again in a few seconds.
# $reference - what the operator finds in the log
web-error-failed = Sorry, something went wrong. Please try again; if it happens again, please report the reference { $reference }.

## The list of communes and the pages that are not there

web-home-title = Dialogue with your commune
web-home-about = Send an opinion, register to speak at a dialogue conference and follow what became of it. Please choose your commune.
web-home-communes = Communes
web-home-none = There are no communes yet.
web-home-back = To the first page
web-trouble-no-page = There is no such page
web-trouble-no-page-about = The address may be mistyped or no longer in use.
web-trouble-failed = Something went wrong
# $reference - what the operator finds in the log
web-trouble-failed-about = Sorry. Please try again in a few minutes; if it happens again, please report the reference { $reference }.

## Kinds of communes

web-kind-xa = commune
web-kind-phuong = ward
web-kind-dac-khu = special zone

## Whose telephone a trial page shows

web-role-citizen = Resident
web-role-hamlet-head = Hamlet head
web-role-officer = Department officer
web-role-clerk = Office clerk
