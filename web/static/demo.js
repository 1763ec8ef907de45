// The trial page: moves the clock and shows on which telephone something new has arrived.
const clock = document.getElementById('clock');
const now = document.getElementById('now');
const trouble = document.getElementById('trouble');
const phones = Array.from(document.querySelectorAll('.phone'));

async function ask(step) {
  const request = step ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(step) } : { cache: 'no-store' };
  const response = await fetch(clock.dataset.url, request);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || '');
  now.textContent = answer.now_text;
}

Array.from(clock.querySelectorAll('button')).forEach((button) => {
  button.addEventListener('click', async () => {
    const buttons = Array.from(clock.querySelectorAll('button'));
    buttons.forEach((one) => { one.disabled = true; });
    trouble.textContent = '';
    try {
      await ask(JSON.parse(button.dataset.step));
    } catch (problem) {
      trouble.textContent = (problem.name === 'Error' && problem.message) || trouble.dataset.words;
    }
    buttons.forEach((one) => { one.disabled = false; });
    button.focus();
  });
});

setInterval(() => { if (!document.hidden) ask().catch(() => {}); }, 30000);

window.addEventListener('message', (event) => {
  if (event.origin !== location.origin || !event.data || event.data.doithoai !== 'unread') return;
  phones.forEach((phone) => {
    if (phone.querySelector('iframe').contentWindow !== event.source) return;
    const fresh = event.data.count > 0;
    phone.classList.toggle('has-news', fresh);
    phone.querySelector('.news').hidden = !fresh;
    document.querySelector('.jump a[href="#' + phone.id + '"]').classList.toggle('has-news', fresh);
  });
});
