# The gate: emergencies, denunciations and complaints.

# Said at once when somebody is in danger; the number that helps comes first.
emergency-113 =
    CALL 113 NOW (police) if there is danger!
    Fire, flood, rescue: 114. Ambulance: 115.
emergency-114 =
    CALL 114 NOW (fire, flood, rescue) if there is danger!
    Ambulance: 115. Police: 113.
emergency-115 =
    CALL 115 NOW (ambulance) if there is danger!
    Fire, flood, rescue: 114. Police: 113.
# $title - who is on duty, without a name, $phone - telephone
emergency-duty = { $title }: { $phone }.
# $told - whether somebody of the office is told
emergency-unwatched =
    { $told ->
       *[yes] We tell the office at once as well, but nobody watches this chat day and night: please telephone.
        [no] Nobody watches this chat day and night: please telephone at once.
    }
# To those on duty. $at - when it was written, $name - who wrote, $hamlet - where they live, $phone - telephone
emergency-told =
    EMERGENCY: somebody wrote at { TIME($at) } on { DATE($at) }.
    From: { $name }. Lives in: { $hamlet }. Telephone: { $phone }.
emergency-told-how = They were told to call 113, 114, 115. Please look into it and help now.

# Asked before anything is filed.
gate-denunciation = This looks like a denunciation. By the Law on Denunciations it is made in writing or in person, so that whoever makes it stays secret.
gate-level-above = As it speaks of the commune's leaders or its police, the level above hears it.
gate-complaint = This looks like a complaint against a decision or an act of an office. By the Law on Complaints the first complaint is made within 90 days of receiving or learning of the decision.
# $office - who hears it, with address and hours
gate-bring =
    Please bring it to:
    { $office }
gate-not-kept =
    It was sent to nobody. Press “I see” and we erase it and keep nothing.
    If we are mistaken, press “No, it is an opinion”. Unless you choose within an hour it erases itself.
gate-not-kept-mixed = None of it was sent to anybody. Unless you choose within an hour all of it erases itself.
# $kept - what may be sent as an opinion, $left_out - what may not
gate-mixed =
    This message has two parts.
    May be sent as an opinion: “{ $kept }”
    Not taken here: “{ $left_out }”
gate-understood = I see
gate-opinion = No, it is an opinion
gate-part = Send only the opinion
gate-drop-all = I see, send nothing
gate-opinion-all = No, all of it is an opinion
# What people type instead of pressing that it is an opinion.
typed-gate_opinion = it is an opinion, an opinion, not a denunciation, not a complaint
gate-first = Your earlier message still waits for your choice. Please choose below:
gate-goes-on = Thank you. All you wrote is still there, please go on.
gate-parted = What is not taken here was erased. The rest goes on as an opinion.
gate-parted-files = What is not taken here was erased, with the photos and files. The rest goes on as an opinion; please send its photos again.
# $office - who hears it, with address and hours
gate-where =
    It is heard by:
    { $office }
gate-erased =
    Erased. We have kept nothing of it and passed it to nobody.
    It may still be seen on your device: please delete it there, or load the page again.
gate-erased-text = (This was erased and is not kept.)
gate-over = That is not there any more.
# Told when nobody has chosen. $count - how many matters were erased
gate-lapsed = Something you wrote more than an hour ago was erased as you have not chosen. If it was an opinion, please send it again.

# Who hears it. $commune - the commune with its kind, $province - its province
office-commune-chair = The chair of the People's Committee of { $commune }
office-upper-level = Citizens' reception of the province, { $province }
office-party-inspection = Inspection committee of the Party of { $commune }
office-police = Police of { $commune }
office-upper-police = Police of the province, { $province }
# $office - who it is where the commune decided
office-deciding-body = Whoever made the decision. If that was the commune: { $office }
# $address - where it is
office-address = Address: { $address }.
# $hours - when citizens are received
office-reception = Citizens are received: { $hours }.
# $hours - when the office is open
office-hours = Open: { $hours }, on working days.
office-police-now = If it is happening now: call 113.
# $phone - telephone
office-phone = Telephone: { $phone }.

petition-offer-greet = Good day. Please choose below what you need, or write it here.
petition-offer-ack = Thank you. Write whenever you need something.

# A clerk guides a petition that is none. $code - reference code
guide-begin = No opinion: guide and erase
guide-ask = What is { $code }, and who hears it?
guide-label = Guided to
guide-to-commune-chair = Against commune staff: the chair
guide-to-upper-level = Against its leaders: the level above
guide-to-party-inspection = Against party members: inspection
guide-to-police = Crime: the commune's police
guide-to-upper-police = Against its police: police above
guide-to-deciding-body = Complaint: whoever decided
guide-review = What { $code } says and all that was written about it will be erased for good; its code, its days and the way stay.
guide-send = Guide and erase
# $way - where its author was sent
guide-noted = Guided, and erased. { $way }
# $issued - whether an issued notice speaks of it, $numbers - the numbers of those notices
guide-done =
    { $code } was guided and erased, also in drafts and papers kept here. Messages in groups on Zalo or Telegram and papers that were downloaded have to be deleted by hand.{ $issued ->
        [yes] {" "}Notice { $numbers }, which was issued, speaks of it: please tell the leaders, to recall or correct it.
       *[no] {""}
    }
# $code - reference code
guide-told = What you sent as { $code } is no opinion and is not dealt with here.
guide-told-erased = We have erased it and keep nothing.
guide-told-office = { $code } is no opinion: the office has guided its author and erased it. If it is still in a group, please delete it there.
guide-refused-merged = Other opinions are merged into { $code }. Please take them out first.
petition-refused-erased = What { $code } said is erased; it cannot be opened again.
# To clerks, on the page of an opinion.
petition-confirmed = Its author says that this is an opinion, not a denunciation or a complaint.
# $found - alarms about denunciations and complaints, $false - of them, opinions by their authors' word
gate-counts = Recognised { $found } messages like denunciations or complaints; { $false } of them are opinions, their authors say.
# $code - reference code
access-refused-guide = Only the office guides and erases { $code }.
