# Reading plans of dialogues.

plan-refused-scan = Tệp này là ảnh chụp hoặc bản quét, không có chữ để đọc. Xin gửi bản Word hoặc PDF xuất từ Word.
plan-refused-encrypted = Tệp này có mật khẩu nên không đọc được. Xin bỏ mật khẩu rồi gửi lại.
plan-refused-type = Không đọc được loại tệp này. Xin gửi tệp .docx, .pdf hoặc .txt.
plan-refused-too-big = Tệp này quá lớn đối với một kế hoạch. Xin gửi riêng phần kế hoạch.
plan-refused-broken = Tệp này bị hỏng nên không mở được. Xin lưu lại rồi gửi lại.
plan-refused-no-plan = Văn bản này không phải là kế hoạch đối thoại.
