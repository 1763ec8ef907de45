# The demo page's own facts.

# $now - the moment
demo-now = { TIME($now) }, { DAY($now) }
demo-clock-wrong = The clock can only be pushed forward, by 31 days at most.
demo-role-resident = Resident
# $kind - what a hamlet is called there
demo-role-hamlet-head = Head, { $kind }
demo-role-officer = Officer, economic department
demo-role-clerk = Commune office
demo-hint-resident = Send an opinion about a road, or register to speak.
demo-hint-hamlet-head = Forward the opinions collected in the hamlet.
demo-hint-officer = Take, answer, pass on to another department.
demo-hint-clerk = Hand over a plan, set up a conference, see opinions, invite people.
demo-name-clerk = Office clerk (sample)
demo-name-officer = Economic officer (sample)
demo-name-hamlet-head = Hamlet head (sample)
demo-role-department-head = Head, economic department
demo-role-chair = Chair
demo-role-supervisor = The Front (supervises)
demo-hint-department-head = Approve answers, give work to officers.
demo-hint-chair = Approve what is theirs, see what is late.
demo-hint-supervisor = See what is late and what was promised, ask in writing.
demo-name-department-head = Head of the economic department (sample)
demo-name-chair = Chair (sample)
demo-name-supervisor = Officer of the Front (sample)
