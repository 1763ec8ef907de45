# Words that every form shares.

weekdays = Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday
# $weekday - name of the weekday, $date - 14/11/2025
date-long = { $weekday }, { $date }

# What people type instead of pressing a button, parted by commas; read without diacritics and in any case.
typed-back = back, go back, previous
typed-cancel = cancel, stop, quit
typed-done = done, finished, that is all, continue, go on, next
typed-send = send, send it
typed-skip = skip
typed-correct = correct, edit, change
typed-yes = yes, yes please, agree, okay, ok, sure
typed-no = no, no thanks, nope
typed-menu_show = menu, main page, 0, start, home, hello, hi, good morning, good afternoon
typed-help_show = help, help me, guide, instructions
typed-welcome_agree = i agree
typed-welcome_refuse = disagree, i do not agree
typed-work_list = work, my work, tasks
# The number of a choice in words, and what people write in front of it.
typed-one = one
typed-two = two
typed-three = three
typed-four = four
typed-five = five
typed-six = six
typed-seven = seven
typed-eight = eight
typed-nine = nine
typed-ten = ten
typed-pick = number, choose, pick, option, question
# What officers write behind the code of an opinion.
typed-petition-show = show
typed-petition-take = take
typed-petition-answer = answer, reply
typed-petition-ask = ask, ask the sender
typed-petition-transfer = transfer, pass on

form-back = ← Back
form-cancel = Stop
form-go-on = Continue
form-done = Done
form-none-of-these = Nothing needed
form-send = Send
form-correct = Correct
form-rewrite = Write it anew
form-keep = Keep what I wrote
form-show-all = Show all topics
form-why = Why?
# $option - the option that is chosen
form-chosen = ✓ { $option }
# $label - what was asked, $answer - what was answered
form-answer = • { $label }: { $answer }
form-not-given = (not given)
# $items - options, joined by commas
form-listed = { $items }
# $day - a date
form-day = { DAY($day) }
form-what-to-correct = Which part would you like to correct?
form-choose-one = Please choose one of the options below.
form-write-text = Please write it in words.
form-write-or-send = Please write a message, or send a photo or a voice message.
# $length - characters written, $most - characters allowed
form-too-long = The text has { $length } characters; at most { $most } can be taken. Please shorten it, split it into several, or send it as a file.
# $most - files allowed
form-too-many-files = At most { $most } files can be taken with one opinion. Once you have its code, please send the rest with the button “Add to it”.
form-no-contact-here = Your telephone number is not needed at the moment.
# $parts - messages written, $files - files sent, $places - places shared
form-noted =
    { $files ->
        [0] Noted.
        [one] Noted, with { $files } file.
       *[other] Noted, with { $files } files.
    }{ $places ->
        [0] { "" }
       *[other] { " " }Your location was received.
    }
    You can send more text, photos or voice messages. When that is all, please press “Continue”.
form-no-files-here = This question takes words only; the file was not kept.
form-kept-aside = What you have just written is kept; you can send it as an opinion later.
form-kept-beside = What you have just sent is kept. Please answer this question, or press “See what was sent”.
form-see-kept = See what was sent
form-added = Your message was added to the text.
form-edited = The text was changed the way you edited your message.
# $text - what was written, $beside - what was sent with it
form-written-with = { $text } ({ $beside })
form-beside = { $beside }
# $files - files sent
form-files =
    with { $files ->
        [one] { $files } file
       *[other] { $files } files
    }
form-place = with a location
form-ask-name = Please give your full name.
form-label-name = Full name
form-old-button = This button belongs to an earlier question and can no longer be used.
form-draft-gone = The draft is no longer there.
form-kept = Your unfinished draft has been kept (for 30 days).
# $text - what was written in the oldest draft
form-kept-no-longer =
    Five drafts can be kept, the oldest is not kept any longer. If you need it, here is what was in it: “{ $text }”
form-left-off = You can go on writing at any time.
form-cancelled = Stopped.
draft-resume = Go on writing
draft-drop = Delete the draft
draft-dropped = The draft was deleted.
