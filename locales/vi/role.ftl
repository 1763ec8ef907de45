# Taking roles back, and giving back one's own.

revoke-begin = Thu hồi vai trò
revoke-whose = Ông/bà muốn thu hồi vai trò của ai?
# $name - name of the person, $role - their role
revoke-line = { $name }: { $role }
revoke-more = Xem thêm
# $name - name of the person, $role - their role
revoke-sure = Thu hồi vai trò { $role } của { $name }? Người này sẽ không xem và làm được việc của vai trò đó nữa, và sẽ được báo. Việc đã làm vẫn còn ghi lại.
revoke-yes = Đúng, thu hồi
revoke-done = Đã thu hồi vai trò { $role } của { $name }.
# $role - their role
revoke-told = Văn phòng đã thu hồi vai trò { $role } của ông/bà. Ông/bà vẫn dùng trợ lý như mọi người dân. Nếu có nhầm lẫn, xin liên hệ văn phòng UBND.
# $role - their role
return-role = Trả lại vai trò { $role }
return-sure = Ông/bà trả lại vai trò { $role }? Ông/bà sẽ không xem và làm được việc của vai trò đó nữa. Muốn nhận lại phải có lời mời mới.
return-yes = Đúng, trả lại
return-done = Ông/bà đã trả lại vai trò { $role }. Cảm ơn ông/bà.
# $name - name of the person, $role - their role
return-told = { $name } đã trả lại vai trò { $role }.
revoke-refused-gone = Vai trò này không còn nữa.
revoke-refused-last-clerk = Đây là cán bộ văn phòng cuối cùng. Xin mời một cán bộ văn phòng khác trước, rồi thu hồi hoặc trả lại vai trò này.
