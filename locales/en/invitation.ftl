# Inviting people and connecting groups.

invite-ask-role = Who is to be invited?
invite-role-hamlet-head = Hamlet head
invite-role-officer = Answering officer
invite-role-department-head = Head of a department (approves answers)
invite-role-clerk = Office clerk
invite-role-chair = Chair
invite-role-supervisor = The Front (supervises)
invite-role-group = Connect a department's group
invite-ask-department = Of which department?
invite-ask-hamlet = Of which hamlet?
# $role - role, $code - code to type, $until - when it expires, $links - links, one a line
invite-made =
    Invitation ({ $role }), for one use, until { TIME($until) } { DATE($until) }.
    Please give the person the link:
    { $links }
    or the code to type: { $code }
# $department - department, $code - code to type, $until - when it expires
invite-group-made =
    To connect the group of { $department }: add the assistant to the group, then type in the group
    /ketnoi { $code }
    The code is for one use, until { TIME($until) } { DATE($until) }.
# $link - link that adds the bot to a group
invite-group-link = Or open this link and choose the group: { $link }
invite-again = Invite another
group-only-in-group = This command is for a department's group.
group-no-code = Please type /ketnoi and the code from the commune's office, for example /ketnoi 7KMQX-3RTBA.
# $department - department
group-bound = The group is now connected to { $department }. New work appears here; answer by replying to a message that has a code. Type /viec to see the work.
group-hello = Hello. For the group to get its department's work, please type /ketnoi and the code from the commune's office.
# $department - department
group-gone = The assistant is no longer in the group of { $department }. New work goes to each officer; to connect a group again, please make a new code.
group-menu = In this group the assistant brings new work and takes answers. Type /viec to see the work.
group-help =
    To answer an opinion, reply to the message with its code, or press “Answer”. Type /viec to see the work by due day.
    Where there are no buttons, type the code, for example CM25-0001, or the code with what is to be done:
    • CM25-0001 take
    • CM25-0001 answer: your text
    • CM25-0001 ask: your text
    • CM25-0001 transfer
    • CM25-0001 take back (right after sending)
    • CM25-0001 note: your text
    Who approves: CM25-0001 approve; CM25-0001 return: the reason.
group-reply-here = Please reply to this very message.
group-reply-to-card = It is not clear which opinion this answers. Please reply to the message with its code, or type the code before your text, for example CM25-0001 answer: your text. Type /viec to see the work.
group-not-yours = This group is not connected to your department. Please type /viec in your own chat with the assistant.
group-private = Please do this in your own chat with the assistant.
# $link - link to the private chat
group-private-link = Open it here: { $link }

staff-button = Who has a role
# $count - how many
staff-list = People with a role ({ $count }):
# $name - name of the person, $role - their role, $channels - channels they are on
staff-line = • { $name }: { $role }; { $channels }
