# Taking roles back, and giving back one's own.

revoke-begin = Take a role back
revoke-whose = Whose role do you want to take back?
# $name - name of the person, $role - their role
revoke-line = { $name }: { $role }
revoke-more = Show more
# $name - name of the person, $role - their role
revoke-sure = Take the role “{ $role }” back from { $name }? They will no longer see or do what belongs to it, and will be told. What they have done stays on record.
revoke-yes = Yes, take it back
revoke-done = { $name } no longer has the role “{ $role }”.
# $role - their role
revoke-told = The office has taken the role “{ $role }” back from you. You can go on using the assistant as every resident does. If this is a mistake, please contact the commune's office.
# $role - their role
return-role = Give back the role “{ $role }”
return-sure = Give back the role “{ $role }”? You will no longer see or do what belongs to it; to have it again you need a new invitation.
return-yes = Yes, give it back
return-done = You have given back the role “{ $role }”. Thank you.
# $name - name of the person, $role - their role
return-told = { $name } has given back the role “{ $role }”.
revoke-refused-gone = This role is no longer there.
revoke-refused-last-clerk = This is the last clerk. Please invite another clerk first, then take or give back this role.
