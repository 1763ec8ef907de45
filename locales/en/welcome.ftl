# First contact: what this is, what is stored, consent.

# $commune - name of the commune with its kind
welcome =
    Welcome! This is the automatic assistant of { $commune }: it takes opinions, registers speakers and brings you the answers.
welcome-stored =
    The assistant stores your name, where you live, what you send and the files with it. Only the answering department and the commune's office can see it; you may hide your name.
    You may see and correct your data and withdraw your consent at any time.
welcome-question = Do you agree?
# $role - the role somebody is invited to
welcome-invited = You are invited to be { $role }. Please press “I agree” to accept.
welcome-kept = What you have just sent has been kept; you will be asked about it as soon as you agree.
welcome-agree = I agree
welcome-refuse = I do not agree
welcome-thanks = Thank you.
# $venue - where to come in person
welcome-refused = Nothing has been taken down. You can still send your opinion through { $head }, or in person at { $venue }.
welcome-again = See it again
welcome-ask-hamlet = Which hamlet do you live in?
# $hamlet - name of the hamlet with its kind
welcome-hamlet-noted = Noted: { $hamlet }.

language-vi = Tiếng Việt
language-en = English
language-ask = Which language would you like to use?
language-set = From now on the assistant speaks English.

# $name - name of the commune
commune-xa = { $name } commune
commune-phuong = { $name } ward
commune-dac-khu = { $name } special zone
# $name - name of the commune, $province - its province
commune-with-province-xa = { $name } commune, { $province }
commune-with-province-phuong = { $name } ward, { $province }
commune-with-province-dac-khu = { $name } special zone, { $province }
commune-ask = Welcome! Please choose your commune or ward.

# $kind - kind of hamlet, $name - its name
hamlet-name = { $name } ({ $kind })
hamlet-none = whole commune
hamlet-other = Somewhere else
hamlet-kind-thon = hamlet
hamlet-kind-ban = hamlet
hamlet-kind-xom = hamlet
hamlet-kind-ap = hamlet
hamlet-kind-to-dan-pho = residential group
hamlet-kind-khu-pho = neighbourhood

# $hamlet - name of the hamlet, $department - name of the department
role-hamlet-head = hamlet head, speaking for { $hamlet }
role-officer = officer of { $department }
role-department-head = head of { $department }
role-clerk = office clerk
role-chair = chair
role-supervisor = supervisor of the Front
# $role - the role that was given
invitation-accepted = You now have the role: { $role }.
invitation-refused-unknown = This invitation code is not right. Please ask the commune's office again.
invitation-refused-used = This invitation code has already been used. Please ask the commune's office for a new one.
invitation-refused-expired = This invitation code has expired. Please ask the commune's office for a new one.
invitation-refused-group = This code connects a department's group: please type it in that group.
invitation-refused-not-group = This code is for one person and cannot connect a group. Please ask the commune's office for a group code.
