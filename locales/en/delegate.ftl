# Delegates: whom each hamlet sends to a dialogue.

# $title - the dialogue, $day - its day, $limit - how many
delegate-wanted = { $title } ({ $day }): each hamlet sends { $limit }.
delegate-ask-dialogue = To which conference do you send delegates?
delegate-ask-names = Please write the names of the delegates, one a line. They replace those named before.
delegate-label-names = Delegates
delegate-no-names = No name was found. Please write one a line.
delegate-review = Please check the delegates:
delegate-send = Send the list
# $title - the dialogue, $hamlet - from where, $names - who
delegate-named = Noted for { $hamlet }, { $title }: { $names }.
delegate-change = Change the delegates
delegate-none-wanted = No conference asks for delegates at the moment.
# $limit - how many, $count - how many were written
delegate-refused-too-many = Each hamlet sends { $limit }, you have written { $count }. Please leave some out.
# $title - the dialogue
delegate-refused-closed = { $title } takes no delegates any more.
# $title - the dialogue, $limit - how many each, $count - named so far, $missing - hamlets without any
delegate-list = { $title }: each hamlet sends { $limit }; { $count } named so far, { $missing } hamlets have named nobody.
# $hamlet - from where, $names - who
delegate-line = • { $hamlet }: { $names }
delegate-line-missing = • { $hamlet }: nobody yet
menu-delegates = Name delegates
clerk-delegates = Delegates
