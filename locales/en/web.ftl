### Words of the web pages: the chat and the trial page with its phones.

web-product = Đối thoại
web-new-tab = opens in a new tab

## Chat: the frame

# $kind - what the place is (commune, ward, special zone), $name - its name
web-chat-commune = { $name } { $kind }
# $place - the commune as in web-chat-commune
web-chat-title = { $place } | Đối thoại
web-chat-automatic = Automatic assistant
web-chat-text-size = Change text size
web-chat-log = Conversation
web-chat-no-script = This page needs JavaScript to chat. Please turn JavaScript on, use another browser, or contact the People's Committee directly.
web-chat-opening = Opening the conversation…
web-chat-offline = No connection. What you write is kept and sent as soon as you are back online.
web-chat-gone = This conversation has ended. Please reload the page.
web-chat-reload = Reload the page
web-chat-renewed = The earlier conversation is no longer there. A new one was opened.

## Chat: messages

web-chat-bot = Assistant:
web-chat-me = You:
web-chat-answering = The assistant is answering
web-chat-new = New message
web-chat-down = See more
web-chat-place-sent = Your location
web-chat-choices = Choices
web-chat-find = Search the list
web-chat-find-none = Nothing matches.
web-chat-show-all = Show the whole list
web-chat-photo = Photo
web-chat-voice-message = Voice message
web-chat-video = Video
web-chat-document = Document
web-chat-close = Close
web-chat-open-original = Open the original photo

## Chat: what became of an own message

web-chat-sending = Sending…
web-chat-waiting = Not sent yet, will be sent again
web-chat-sent = Sent
web-chat-failed = This message could not be sent.
web-chat-again = Send again
web-chat-edit = Edit
web-chat-drop = Remove
web-chat-files-lost = The page was reloaded before the files were sent. Please choose them again.

## Chat: writing

web-chat-write = Write a message
web-chat-send = Send
web-chat-camera = Camera
web-chat-attach = Photo, file
web-chat-record = Voice
web-chat-place = Location
web-chat-tray = To be sent
web-chat-remove = Remove
web-chat-many-files = At most 10 files can be sent at once.
web-chat-file-unreadable = This file could not be opened:
# $megabytes - the largest size that is taken
web-chat-file-too-big = This file is larger than { $megabytes } MB and cannot be sent:
web-chat-recording = Recording
web-chat-record-cancel = Cancel
web-chat-record-send = Send
web-chat-record-refused = The page may not use the microphone yet. Please allow it in your browser and try again.
web-chat-record-failed = Recording did not work. Please try again or write a message.
web-chat-record-full = Five minutes are recorded. Please listen to it and press Send.
web-chat-finding-place = Finding the location…
web-chat-place-refused = The page may not see your location yet. Please allow it in your browser, or write the name of the hamlet or road.
web-chat-place-failed = The location could not be found. Please write the name of the hamlet or road.
web-chat-about = give or take

## Weekdays, Sunday first

web-weekday-0 = Sunday
web-weekday-1 = Monday
web-weekday-2 = Tuesday
web-weekday-3 = Wednesday
web-weekday-4 = Thursday
web-weekday-5 = Friday
web-weekday-6 = Saturday

## Trial page: phones on sample data

web-demo-title = Đối thoại | Trial
web-demo-about = A trial with sample data. Send an opinion on the first phone, then watch it reach the others.
web-demo-clock = Clock of the trial
web-demo-paper = Sample plan to hand over:
web-demo-communes = Commune:
web-demo-hour = +1 hour
web-demo-day = +1 day
web-demo-clock-failed = The clock could not be moved. Please try again.
web-demo-start-over = Start over
web-demo-phones = The phones
web-demo-news = New
# $role - whose phone it is
web-demo-phone = Phone: { $role }
