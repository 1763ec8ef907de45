# Milestones: what has to be done by when.

milestone-what-announce = Thông báo hội nghị cho người dân
milestone-what-conclusion_notice = Ban hành thông báo kết luận
milestone-what-publish_results = Công khai kết quả hội nghị
# $what - what is to be done, $due - its last day in words
milestone-moved = • { $what }: { $due }
# $due - last day
milestone-due = hạn { DAY($due) }
milestone-due-open = chưa tính được hạn, vì chưa ấn định ngày hội nghị
milestone-refused-unknown = Không tìm thấy mốc việc này.
# $at - when
milestone-refused-done = Mốc việc này đã được ghi là xong lúc { TIME($at) }, { DATE($at) }.
milestone-refused-open = Mốc việc này chưa được ghi là xong.
