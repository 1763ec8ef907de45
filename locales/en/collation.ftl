# Hamlet heads: what was collected.

collation-ask = Please send or forward the opinions you have collected: as many messages as you like, or a whole list. When that is all, please press “Continue”.
# $count - how many, $items - the items
collation-check =
    { $count ->
        [one] { $count } opinion was found.
       *[other] { $count } opinions were found.
    } Please check:
    { $items }
# $number - position, $name - from whom, $text - what it says, $topic - topic, $files - how many files
collation-item =
    { $number }. { $text }
    — { $name } · { $topic }{ $files ->
        [0] { "" }
        [one] { " " }· with { $files } file
       *[other] { " " }· with { $files } files
    }
# $name - from whom
collation-named = { $name }
collation-unnamed = not named
# $count - how many
collation-all-right =
    { $count ->
        [one] Right, send { $count } opinion
       *[other] Right, send all { $count } opinions
    }
# $number - position
collation-correct = Correct item { $number }
collation-again = Send more
# $item - the item
collation-ask-item =
    { $item }
    What would you like to do with this item?
collation-edit = Change the words
collation-topic = Change the topic
collation-name = Give the name it came from
collation-unname = Leave out the name
collation-join = Join with the item before
collation-drop = Leave out this item
collation-keep = Keep as it is
collation-ask-edit = Please write this item again.
collation-ask-name = What is the full name of the person it came from?
# $count - how many, $hamlet - of which hamlet
collation-sent =
    { $count ->
        [one] { $count } opinion of { $hamlet } was sent:
       *[other] { $count } opinions of { $hamlet } were sent:
    }
# $code - reference code, $text - what it says, $name - from whom, $department - who answers, $due - last day
collation-receipt = { $code } · { $text } ({ $name }) → { $department }, due { DATE($due) }
collation-nothing = There is no opinion to send.
# $hamlet - of which hamlet, $count - how many
hamlet-list = Opinions forwarded for { $hamlet } ({ $count }):
hamlet-no-items = No opinion has been forwarded for the hamlet yet.

# $numbers - positions of matters that may be no opinions, $count - how many
collation-stopped = ⚠ { $numbers }: looks like a denunciation or a complaint and was not sent. Please choose for each; the others go as usual.
# $number - position
collation-decide = Choose for { $number }
collation-guide = Show the way, erase it
collation-later = Later, back to the list
# $office - who hears it, with address and hours
collation-guided =
    Erased, nothing is kept. Please tell whoever it came from where to go:
    { $office }
