# Official papers that people send back, edited in Word.

official-refused-unreadable = Không đọc được tệp này. Xin ông/bà lưu lại dưới dạng Word (.docx) rồi gửi lại.
