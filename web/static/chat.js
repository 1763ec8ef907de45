// The chat page: shows one conversation and keeps what is written until the server has it.

const byId = (id) => document.getElementById(id);
const page = document.body.dataset;
const spoken = JSON.parse(byId('words').textContent);
const words = (id) => spoken['web-chat-' + id];
const embedded = page.embedded === 'yes' && parent !== window;
const language = document.documentElement.lang;
const log = byId('log');
const thread = byId('thread');
const box = byId('box');
const MEGABYTE = 1048576;
const MOST_FILES = 10;
const LONGEST_RECORDING = 300; // seconds
const START = /^\/start(\s|$)/;
// A mouse and a keyboard: Enter sends, and focus may move without a keyboard sliding over the screen.
const desktop = matchMedia('(hover: hover) and (pointer: fine)').matches;
const fragment = /[#&]chat=([^&]+)/.exec(location.hash);

// Where storage is blocked or full, the page remembers until it is closed.
const memory = {};
const store = {
  get(key) {
    try { return localStorage.getItem(key); } catch (problem) { return memory[key] || null; }
  },
  set(key, value) {
    try { localStorage.setItem(key, value); } catch (problem) { memory[key] = value; }
  },
  remove(key) {
    try { localStorage.removeItem(key); } catch (problem) { delete memory[key]; }
  },
  keys() {
    try { return Object.keys(localStorage); } catch (problem) { return []; }
  },
};

const TOKEN = 'doithoai.chat.' + page.slug;
const OUTBOX = 'doithoai.out.' + page.slug + '.';
let chat = fragment ? decodeURIComponent(fragment[1]) : store.get(TOKEN) || '';
const DRAFT = 'doithoai.draft.' + (fragment ? chat : page.slug);

function make(name, look, text) {
  const element = document.createElement(name);
  if (look) element.className = look;
  if (text !== undefined) element.textContent = text;
  return element;
}

function button(look, text, act) {
  const element = make('button', look, text);
  element.type = 'button';
  element.addEventListener('click', act);
  return element;
}

function icon(name) {
  const picture = document.querySelector('.icon').cloneNode(true);
  picture.firstElementChild.setAttribute('href', '#icon-' + name);
  return picture;
}

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function read(text) {
  try { return JSON.parse(text); } catch (problem) { return null; }
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// Up to a quarter of chance, so that a village does not come back in the same second.
const patience = (attempt, asked) => (
  Math.max(Math.min(30, Math.pow(2, attempt - 1)), asked || 0) * 1000 * (1 + Math.random() / 4)
);

// ---------- talking to the server

// A refusal should come in the language of the page: telephones are often left in another.
const LANGUAGE = '?lang=' + language;
const address = (rest) => '/api/chats/' + encodeURIComponent(chat) + rest;
// A proxy's own 404 during a restart must not throw a conversation away: ours carries a sentence.
const isGone = (result) => (result.status === 404 || result.status === 410) && Boolean(result.answer && result.answer.error);

// Resolves to {status, answer, retry}, status 0 when nothing came back. XMLHttpRequest tells how much has gone out.
function ask(method, url, body, key, progressed) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    let timer;
    const watch = () => { clearTimeout(timer); timer = setTimeout(() => request.abort(), 45000); };
    request.open(method, url);
    if (key) request.setRequestHeader('Idempotency-Key', key);
    if (typeof body === 'string') request.setRequestHeader('Content-Type', 'application/json');
    if (progressed) request.upload.onprogress = (event) => { watch(); progressed(event.loaded / event.total); };
    request.onloadend = () => {
      clearTimeout(timer);
      const retry = Number(request.getResponseHeader('Retry-After')) || 0;
      done({ status: request.status, answer: read(request.responseText), retry });
    };
    request.send(body);
    watch();
  });
}

// ---------- the outbox: every own message until the server said 202

const outbox = [];
let counter = 0;
let sending = false;
let failures = 0;
let resend;

function keep(entry) {
  const { key, chat, order, text, choice, label, location, names, error } = entry;
  store.set(OUTBOX + key, JSON.stringify({ key, chat, order, text, choice, label, location, names, error }));
}

function enqueue(message) {
  counter += 1;
  const entry = Object.assign({ key: newKey(), chat, order: Date.now() * 1000 + counter, text: '' }, message);
  if (entry.files) entry.names = entry.files.map((file) => file.name);
  // A greeting goes first: what was written before the conversation was open belongs after it.
  if (START.test(entry.text)) outbox.unshift(entry); else outbox.push(entry);
  keep(entry);
  showOwn(entry);
  pump();
}

function forget(entry) {
  const position = outbox.indexOf(entry);
  if (position >= 0) outbox.splice(position, 1);
  store.remove(OUTBOX + entry.key);
}

function payload(entry) {
  if (entry.choice !== undefined) return JSON.stringify({ choice: entry.choice });
  if (entry.location) return JSON.stringify({ location: entry.location });
  if (!entry.files) return JSON.stringify({ text: entry.text });
  const form = new FormData();
  if (entry.text) form.append('text', entry.text);
  entry.files.forEach((file) => form.append('files', file, file.name));
  return form;
}

async function pump() {
  const entry = outbox.find((one) => !one.error);
  if (sending || !chat || !entry) return;
  clearTimeout(resend);
  sending = true;
  mark(entry, 'sending');
  const result = await ask('POST', address('/messages' + LANGUAGE), payload(entry), entry.key, entry.files && ((part) => {
    if (part < 1) mark(entry, 'sending', ' ' + Math.round(part * 100) + ' %');
  }));
  sending = false;
  if (outbox.indexOf(entry) < 0) {
    pump(); // it came back through the stream before its 202
  } else if (result.status >= 200 && result.status < 300) {
    failures = 0;
    forget(entry);
    mark(entry, 'sent');
    expectAnswer(entry);
    pump();
  } else if (isGone(result)) {
    renew();
  } else if (mayRetry(entry, result.status)) {
    failures += 1;
    outbox.forEach((one) => { if (!one.error) mark(one, 'waiting'); });
    resend = setTimeout(pump, patience(failures, result.retry));
  } else {
    fail(entry, result.answer && result.answer.error);
    pump();
  }
}

function mayRetry(entry, status) {
  // A message that the server stumbles over again and again must not hold back those behind it.
  if (status === 500) entry.stumbles = (entry.stumbles || 0) + 1;
  return entry.stumbles !== 5 && (status === 0 || status >= 500 || [404, 408, 410, 425, 429].indexOf(status) >= 0);
}

function fail(entry, sentence) {
  entry.stumbles = 0;
  entry.error = sentence || words('failed');
  if (START.test(entry.text)) {
    forget(entry);
    notice(entry.error);
  } else {
    keep(entry);
    mark(entry, 'failed');
  }
}

// What an earlier visit left unsent. Files were in its memory only: what was written with them can be sent again.
function restore(withFiles) {
  store.keys().filter((key) => key.indexOf(OUTBOX) === 0).map((key) => read(store.get(key)))
    .filter((entry) => entry && (entry.chat === chat || (!entry.chat && !fragment)) && Boolean(entry.names) === withFiles)
    .filter((entry) => !outbox.some((one) => one.key === entry.key))
    .sort((one, other) => one.order - other.order)
    .forEach((entry) => {
      if (!withFiles) { outbox.push(entry); showOwn(entry); return; }
      forget(entry);
      if (!box.value) write(entry.text);
      notice(words('files-lost'));
    });
}

// ---------- the connection

let link = 0; // counts connections: what an older one still brings is noise
let source = null;
let polls = embedded; // a browser keeps six connections to one host open, and there are more chats beside this one
let linked; // undefined until the first try
let loading = true;
let ended = false;
let complete = 0; // every message up to this id is here
let caughtUp = false;
let refusals = 0;
let missed = 0;
let attempts = 0;
let relinking;
let silence;

function tell(text) {
  byId('connection').textContent = text;
  settle();
}

function setLinked(now) {
  if (linked === now) return;
  linked = now;
  clearTimeout(silence);
  if (now) {
    attempts = 0;
    tell('');
    if (failures) { failures = 0; pump(); }
  } else {
    silence = setTimeout(() => tell(words('offline')), navigator.onLine ? 4000 : 0);
  }
}

// Ask for what is after `complete`. Returns how many messages were new here, -1 when there was no answer.
async function look(mine, wait) {
  const result = await ask('GET', address('/messages?after=' + complete + (wait ? '&wait=' + wait : '')));
  if (mine !== link) return -1;
  if (isGone(result)) { renew(); return -1; }
  if (result.status !== 200 || !Array.isArray(result.answer)) { setLinked(false); return -1; }
  setLinked(true);
  caughtUp = !result.answer.length;
  complete = result.answer.reduce((most, message) => Math.max(most, message.id), complete);
  return take(result.answer);
}

async function catchUp(mine) {
  let news = 0;
  do {
    const more = await look(mine);
    if (more < 0) return -1;
    news += more;
  } while (!caughtUp);
  return news;
}

function disconnect() {
  link += 1;
  clearTimeout(relinking);
  if (source) source.close();
  source = null;
  caughtUp = false;
}

function connect() {
  disconnect();
  if (!chat || ended) return;
  const mine = link;
  if (polls || !window.EventSource) { poll(mine); return; }
  const stream = new EventSource(address('/events?after=' + complete));
  source = stream;
  // Some proxies hold a stream back until it ends: after a while the page asks instead of listening.
  const slow = setTimeout(() => { if (mine === link && stream.readyState === 0) reconnect(mine, 3); }, 12000);
  stream.onopen = async () => {
    clearTimeout(slow);
    caughtUp = false;
    if (mine === link && await catchUp(mine) < 0 && mine === link) reconnect(mine, 0);
  };
  stream.onmessage = (event) => {
    const message = read(event.data);
    if (mine !== link || !message) return;
    if (!take([message])) missed = 0;
    if (caughtUp) complete = Math.max(complete, message.id);
  };
  stream.onerror = () => {
    if (mine !== link) return;
    caughtUp = false;
    setLinked(false);
    if (stream.readyState === 2) { clearTimeout(slow); reconnect(mine, 1); }
  };
}

function reconnect(mine, refused) {
  attempts += 1;
  relinking = setTimeout(async () => {
    const answered = await catchUp(mine) >= 0;
    if (mine !== link) return;
    if (!answered) { reconnect(mine, refused); return; }
    refusals += refused;
    polls = refusals >= 3;
    connect();
  }, patience(attempts));
}

async function poll(mine) {
  while (mine === link) {
    const waits = linked && !embedded ? 25 : 0;
    const news = await look(mine, waits);
    if (mine !== link) return;
    if (news < 0) {
      attempts += 1;
      await pause(patience(attempts));
    } else if ((waits || embedded) && !news) {
      await pause(1000); // a server that does not wait must not be asked without a breath
    }
  }
}

// A stream can look open and bring nothing: ask now and then, and stop listening if it keeps missing messages.
async function check() {
  const mine = link;
  if (!source || await catchUp(mine) <= 0 || mine !== link) return;
  missed += 1;
  if (missed >= 2) { polls = true; connect(); }
}

function expectAnswer(entry) {
  const asked = answers;
  setTimeout(() => { if (asked === answers) showAnswering(true); }, 500);
  setTimeout(() => { if (asked === answers) showAnswering(false); }, 15000);
  setTimeout(() => { if (!entry.row || !entry.row.dataset.id) check(); }, 4000);
}

// Open a conversation or load what was said in it, then listen.
async function begin() {
  loading = true;
  for (let attempt = 1; !chat; attempt += 1) {
    const result = await ask('POST', '/api/communes/' + encodeURIComponent(page.slug) + '/chats' + LANGUAGE, '{}');
    if (result.status === 201 && result.answer && result.answer.chat) {
      // Another tab may have opened one in the same moment: then both go on in that one.
      chat = store.get(TOKEN) || result.answer.chat;
      store.set(TOKEN, chat);
      outbox.forEach((entry) => { entry.chat = chat; keep(entry); });
    } else {
      setLinked(false);
      await pause(patience(attempt, result.retry));
    }
  }
  const mine = link;
  for (let attempt = 1; await catchUp(mine) < 0; attempt += 1) {
    if (mine !== link) return;
    await pause(patience(attempt));
  }
  loading = false;
  opened = Date.now();
  byId('opening').hidden = true;
  restore(true);
  greet();
  connect();
  setTimeout(() => log.setAttribute('aria-busy', 'false'), 300);
}

// A deep link is delivered once: the address loses it, so that a reload is not a second arrival.
function greet() {
  const here = new URL(location.href);
  const start = page.start;
  page.start = '';
  if (start) {
    here.searchParams.delete('start');
    history.replaceState(null, '', here.href);
    enqueue({ text: '/start ' + start });
  } else if (!complete && !outbox.some((entry) => START.test(entry.text))) {
    enqueue({ text: '/start' });
  }
  pump();
}

// The server no longer knows this conversation.
function renew() {
  const dead = chat;
  disconnect();
  if (fragment) {
    ended = true;
    chat = '';
    byId('opening').hidden = true;
    tell(words('gone') + ' ');
    byId('connection').appendChild(button('plain', words('reload'), () => (embedded ? parent : window).location.reload()));
    return;
  }
  if (store.get(TOKEN) === dead) store.remove(TOKEN);
  chat = store.get(TOKEN) || '';
  log.textContent = '';
  seen.clear();
  sent.clear();
  complete = 0;
  // Buttons of the old conversation mean nothing in the new one; what was written goes there.
  outbox.slice().forEach((entry) => {
    if (entry.choice !== undefined || START.test(entry.text)) forget(entry); else showOwn(entry);
  });
  notice(words('renewed'));
  begin();
}

// ---------- messages on the page

const seen = new Set();
const sent = new Map(); // own messages on the page that have no id yet, by their key
let answers = 0;

// Put messages on the page, each once. Returns how many were new.
function take(messages) {
  const news = messages.filter((message) => !seen.has(message.id)).sort((one, other) => one.id - other.id);
  const bots = [];
  news.forEach((message) => {
    seen.add(message.id);
    const mine = message.from === 'me';
    const entry = mine && (sent.get(message.key) || outbox.find((one) => one.key === message.key));
    if (mine && message.key) store.remove(OUTBOX + message.key);
    if (entry) { forget(entry); sent.delete(entry.key); }
    if (mine && START.test(message.text)) return;
    const row = (entry && entry.row) || make('div', mine ? 'message me' : 'message bot');
    row.dataset.id = message.id;
    delete row.dataset.state;
    fill(row, message, entry || {});
    insert(row, message);
    if (!mine) bots.push(row);
  });
  if (!news.length) return 0;
  quietOldMenus();
  if (bots.length) { answers += 1; showAnswering(false); }
  if (loading) {
    jump();
    if (log.lastElementChild && log.lastElementChild.classList.contains('bot')) anchor = log.lastElementChild;
  }
  arrived(bots);
  moveFocus(bots);
  return news.length;
}

function showOwn(entry) {
  sent.set(entry.key, entry);
  if (START.test(entry.text)) return;
  entry.row = make('div', 'message me');
  entry.urls = (entry.files || []).map((file) => URL.createObjectURL(file));
  const files = (entry.files || []).map((file, index) => (
    { name: file.name, size: file.size, url: entry.urls[index], kind: kindOf(file) }
  ));
  fill(entry.row, { from: 'me', text: entry.text, files }, entry);
  log.appendChild(entry.row);
  mark(entry, entry.error ? 'failed' : failures ? 'waiting' : 'sending');
  quietOldMenus();
  jump();
}

const kindOf = (file) => ({ image: 'photo', audio: 'voice', video: 'video' }[file.type.split('/')[0]] || 'document');

function fill(row, message, entry) {
  const mine = message.from === 'me';
  const files = message.files || [];
  const urls = entry.urls || [];
  // The page knows what its own buttons said; a place has no words of its own.
  const text = message.text || entry.label || (mine && !files.length ? words('place-sent') : '');
  const bubble = make('div', 'bubble');
  bubble.appendChild(make('span', 'unseen', words(mine ? 'me' : 'bot') + ' '));
  if (text) {
    const body = make('div', 'text');
    body.dir = 'auto';
    linkify(body, text);
    bubble.appendChild(body);
  }
  // What was just chosen is in memory: showing it costs the person no second download.
  files.forEach((file, index) => bubble.appendChild(showFile(file, urls.length === files.length ? urls[index] : '')));
  const foot = bubble.appendChild(make('div', 'foot'));
  if (message.at) foot.appendChild(make('time', '', local(message.at)[1])).dateTime = message.at;
  row.textContent = '';
  row.appendChild(bubble);
  if (message.choices && message.choices.length) row.appendChild(menu(message));
}

// Confirmed messages stand in the order of their ids, those still on their way below them.
function insert(row, message) {
  let before = log.lastElementChild;
  while (before && (before === row || !(Number(before.dataset.id) < message.id))) before = before.previousElementSibling;
  const next = before ? before.nextElementSibling : log.firstElementChild;
  if (next !== row) log.insertBefore(row, next);
  const [day, time] = message.at ? local(message.at) : ['', ''];
  row.dataset.day = day;
  row.dataset.minute = day + time;
  if (day && (!before || before.dataset.day !== day)) {
    const line = make('div', 'day', day);
    // As if it were a message just before this one, for whatever has to be put in order later.
    line.dataset.id = message.id - 0.5;
    line.dataset.day = day;
    log.insertBefore(line, row);
  } else if (before && before.className === row.className && before.dataset.minute === day + time && !before.querySelector('.choices')) {
    before.classList.add('joined');
  }
}

// Day and time in Vietnam, which has one clock and no summer time, whatever the telephone is set to.
function local(at) {
  const moment = new Date(Date.parse(at) + 7 * 3600000);
  if (isNaN(moment)) return ['', ''];
  const [year, month, day, hour, minute] = moment.toISOString().split(/\D/);
  return [spoken['web-weekday-' + moment.getUTCDay()] + ', ' + [day, month, year].join('/'), hour + ':' + minute];
}

function linkify(body, text) {
  const pattern = /https?:\/\/[^\s<>"'`]+/gi;
  let from = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    let target = found[0].replace(/[.,;:!?…»”’\]}]+$/, '');
    if (/\)$/.test(target) && target.indexOf('(') < 0) target = target.slice(0, -1);
    body.appendChild(document.createTextNode(text.slice(from, found.index)));
    const anchor = body.appendChild(make('a', '', target));
    anchor.href = target;
    anchor.target = '_blank';
    anchor.rel = 'noopener noreferrer';
    from = pattern.lastIndex = found.index + target.length;
  }
  body.appendChild(document.createTextNode(text.slice(from)));
}

function sizeOf(bytes) {
  const big = bytes >= MEGABYTE;
  const number = big ? bytes / MEGABYTE : Math.ceil(bytes / 1024);
  return number.toLocaleString(language, { maximumFractionDigits: 1 }) + (big ? ' MB' : ' KB');
}

function showFile(file, own) {
  const url = /^(\/(?!\/)|https?:|blob:)/.test(file.url) ? file.url : '';
  const shown = own || url;
  if (file.kind === 'voice' || file.kind === 'video') {
    const voice = file.kind === 'voice';
    const player = make(voice ? 'audio' : 'video', 'file');
    player.controls = true;
    player.preload = voice ? 'none' : 'metadata';
    player.setAttribute('aria-label', words(voice ? 'voice-message' : 'video'));
    player.src = shown;
    return player;
  }
  const around = make('a', file.kind === 'photo' ? 'file picture' : 'file document');
  if (url) around.href = url;
  around.target = '_blank';
  around.rel = 'noopener';
  if (file.kind === 'photo') {
    const image = around.appendChild(make('img'));
    image.alt = words('photo') + ': ' + file.name;
    image.setAttribute('loading', 'lazy');
    image.src = shown;
    // A kind of photo that this browser cannot draw stays reachable as a file.
    image.onerror = () => around.replaceWith(showFile(Object.assign({}, file, { kind: 'document' }), ''));
    around.addEventListener('click', (event) => enlarge(event, shown, url, image.alt));
    return around;
  }
  around.appendChild(icon('document'));
  around.appendChild(make('span', 'name', file.name || words('document'))).dir = 'auto';
  if (file.size) around.appendChild(make('span', 'weight', sizeOf(file.size)));
  return around;
}

function enlarge(event, shown, url, name) {
  const dialog = byId('photo');
  if (!dialog.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  byId('photo-image').src = shown;
  byId('photo-image').alt = name;
  byId('photo-original').href = url;
  dialog.showModal();
}

function mark(entry, state, more) {
  if (!entry.row) return;
  const foot = entry.row.querySelector('.foot');
  entry.row.dataset.state = state;
  foot.textContent = state === 'failed' ? '' : words(state) + (more || '');
  if (state !== 'failed') return;
  const drop = () => { forget(entry); sent.delete(entry.key); entry.row.remove(); toBox(); };
  const again = () => { delete entry.error; keep(entry); mark(entry, 'sending'); toBox(); pump(); };
  foot.appendChild(make('p', 'trouble', entry.error)).setAttribute('role', 'alert');
  foot.appendChild(button('plain', words('again'), again));
  if (entry.text && !entry.files) foot.appendChild(button('plain', words('edit'), () => { write(entry.text); drop(); }));
  foot.appendChild(button('plain', words('drop'), drop));
  settle();
}

// ---------- choices

let focusUntil = 0;
let byKeyboard = false;

const plain = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/gi, 'd').toLowerCase();

function menu(message) {
  const list = make('div', 'choices');
  const labels = message.choices.map((choice) => choice.label);
  list.setAttribute('role', 'group');
  list.setAttribute('aria-label', words('choices'));
  if (labels.length <= 3 && labels.join('').length <= 22) list.classList.add('short');
  else if (labels.length > 6 && labels.every((label) => label.length <= 34)) list.classList.add('many');
  const buttons = message.choices.map((choice) => {
    const one = button('choice', choice.label, (event) => choose(event, message, choice));
    one.dir = 'auto';
    return one;
  });
  if (labels.length > 12) list.appendChild(finder(buttons));
  buttons.forEach((one) => list.appendChild(one));
  if (labels.length > 6) {
    list.appendChild(button('plain all', words('show-all'), () => { list.classList.add('open'); buttons[6].focus(); }));
  }
  return list;
}

function finder(buttons) {
  const around = make('label', 'find');
  around.appendChild(make('span', 'unseen', words('find')));
  const field = around.appendChild(make('input'));
  const none = around.appendChild(make('span', 'none'));
  field.type = 'search';
  field.placeholder = words('find');
  none.setAttribute('role', 'status');
  field.addEventListener('input', () => {
    const sought = plain(field.value.trim());
    buttons.forEach((one) => { one.hidden = plain(one.textContent).indexOf(sought) < 0; });
    none.textContent = buttons.every((one) => one.hidden) ? words('find-none') : '';
  });
  field.addEventListener('keydown', (event) => {
    const left = buttons.filter((one) => !one.hidden);
    if (event.key === 'Enter' && left.length === 1) left[0].click();
  });
  return around;
}

function choose(event, message, choice) {
  const pressed = event.currentTarget;
  // Trembling or impatient fingers press twice: once is meant until it was sent and had a moment to be answered.
  const waits = outbox.some((entry) => entry.choice === choice.key && entry.of === message.id && !entry.error);
  if (waits || Date.now() - Number(pressed.dataset.at || 0) < 2000) return;
  pressed.dataset.at = Date.now();
  Array.from(pressed.parentNode.children).forEach((one) => one.classList.toggle('chosen', one === pressed));
  byKeyboard = event.detail === 0; // a click without a pointer
  focusUntil = desktop || byKeyboard ? Date.now() + 20000 : 0;
  enqueue({ choice: choice.key, label: choice.label, of: message.id });
}

function moveFocus(bots) {
  const here = document.activeElement;
  if (!bots.length || Date.now() > focusUntil || (here === box && box.value)) return;
  // The person has gone elsewhere meanwhile: leave them there.
  if (here && here !== document.body && here !== box && !here.closest('.choices')) { focusUntil = 0; return; }
  const first = bots.map((row) => row.querySelector('.choice')).find(Boolean);
  (first && byKeyboard ? first : box).focus({ preventScroll: true });
  focusUntil = Math.min(focusUntil, Date.now() + 1500); // an answer in several bubbles comes within a moment
}

// Big buttons belong to the newest question until it has been answered and the answer taken up.
function quietOldMenus() {
  let old = false;
  let botSpoke = false;
  for (let row = log.lastElementChild; row; row = row.previousElementSibling) {
    const list = row.querySelector('.choices');
    if (row.classList.contains('me')) old = old || botSpoke;
    else if (row.classList.contains('bot')) botSpoke = true;
    if (list) {
      if (old && list.classList.contains('old')) return;
      list.classList.toggle('old', old);
      if (old) Array.from(list.querySelectorAll('.choice')).forEach((one) => { one.hidden = false; });
      old = true;
    }
  }
}

// ---------- scrolling

let following = true;
let anchor = null; // the first message of an answer: its beginning stays in sight however long the answer is
let expected = -1;
let opened = 0;
let lastArrival = 0;
let unread = 0;
const title = document.title;

function settle() {
  if (!following) return;
  const above = anchor && anchor.previousElementSibling;
  const top = above && above.className === 'day' ? above : anchor;
  thread.scrollTop = top && top.parentNode ? Math.max(0, top.offsetTop - 12) : thread.scrollHeight;
  expected = thread.scrollTop;
  showBelow();
}

// A way down whenever something lies out of sight there: the buttons under a long message, or a new one.
function showBelow(news) {
  const below = thread.scrollHeight - thread.scrollTop - thread.clientHeight > 60;
  const way = byId('newer');
  if (news || way.hidden) {
    way.dataset.leads = news ? 'new' : 'down';
    way.lastChild.data = words(way.dataset.leads);
  }
  way.hidden = !below;
  return below;
}

function jump() {
  following = true;
  anchor = null;
  settle();
}

function arrived(bots) {
  if (bots.length && !loading) {
    if (!anchor || Date.now() - lastArrival > 2000) anchor = bots[0];
    lastArrival = Date.now();
    if (!following) showBelow(true);
    // Its own greeting is no news to anybody.
    if (Date.now() - opened > 3000 && (document.hidden || !document.hasFocus())) tellUnread(unread + bots.length);
  }
  settle();
}

function tellUnread(count) {
  unread = count;
  document.title = (count ? '(' + count + ') ' : '') + title;
  if (embedded) parent.postMessage({ doithoai: 'unread', count }, location.origin);
}

const wasRead = () => { if (unread) tellUnread(0); };

function showAnswering(now) {
  byId('answering').hidden = !now;
  settle();
}

thread.addEventListener('scroll', () => {
  if (Math.abs(thread.scrollTop - expected) < 2) return;
  expected = -1;
  anchor = null;
  following = !showBelow();
}, { passive: true });
byId('newer').addEventListener('click', (event) => {
  if (event.currentTarget.dataset.leads === 'new') jump(); else thread.scrollTop += thread.clientHeight * 0.8;
});

// ---------- writing

// On a phone the keyboard would cover the answer.
const toBox = () => { if (desktop) box.focus({ preventScroll: true }); };
const tray = [];
let spot = null;
let quiet;

function notice(text) {
  clearTimeout(quiet);
  byId('notice').textContent = text;
  if (text) quiet = setTimeout(() => notice(''), 12000);
  settle();
}

function grow() {
  box.style.height = 'auto';
  box.style.height = box.scrollHeight + 3 + 'px';
  settle();
}

function saveDraft() {
  if (box.value) store.set(DRAFT, box.value); else store.remove(DRAFT);
  grow();
}

function write(text) {
  box.value = text;
  saveDraft();
}

function showTray() {
  const list = byId('tray');
  const add = (node, name, remove) => {
    const item = list.appendChild(make('li'));
    item.appendChild(node);
    item.appendChild(make('span', 'name', name)).dir = 'auto';
    const off = item.appendChild(button('plain', words('remove'), () => { remove(); showTray(); toBox(); }));
    off.setAttribute('aria-label', words('remove') + ': ' + name);
  };
  list.textContent = '';
  tray.forEach((file) => {
    const kind = kindOf(file);
    const shows = kind === 'photo' || kind === 'voice';
    const node = shows ? make(kind === 'photo' ? 'img' : 'audio') : icon('document');
    if (shows) node.src = file.preview = file.preview || URL.createObjectURL(file);
    if (kind === 'photo') node.alt = ''; else node.controls = true;
    add(node, file.name, () => tray.splice(tray.indexOf(file), 1));
  });
  if (spot) add(icon('place'), words('place-sent') + spot.about, () => { spot = null; });
  grow();
}

// Phones take a file back that is only pointed at (a photo in the cloud, the camera's own): read it at once.
const load = (file) => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done(new File([reader.result], file.name, { type: file.type }));
  reader.onerror = () => done(null);
  reader.readAsArrayBuffer(file);
});

async function attach(files) {
  notice('');
  for (const file of files) {
    if (tray.length >= MOST_FILES) {
      notice(words('many-files'));
    } else if (file.size > Number(page.megabytes) * MEGABYTE) {
      notice(page.tooBig + ' ' + file.name);
    } else {
      const loaded = await load(file);
      if (loaded) tray.push(loaded); else notice(words('file-unreadable') + ' ' + file.name);
    }
  }
  showTray();
  toBox();
}

function submit() {
  const text = box.value.trim();
  const files = tray.splice(0);
  if (!ended && (text || files.length || spot)) {
    notice('');
    focusUntil = 0;
    if (spot) enqueue({ location: spot.location });
    spot = null;
    if (files.length) enqueue({ text, files });
    else if (text) enqueue({ text });
    files.forEach((file) => { if (file.preview) URL.revokeObjectURL(file.preview); });
    write('');
    showTray();
  }
  toBox();
}

byId('writing').addEventListener('submit', (event) => { event.preventDefault(); submit(); });
box.addEventListener('input', saveDraft);
box.addEventListener('keydown', (event) => {
  // Enter that ends a syllable of an input method belongs to the input method.
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.metaKey || (desktop && !event.shiftKey && !event.altKey)) {
    event.preventDefault();
    submit();
  }
});

function receive(event, carried) {
  const files = Array.from((carried && carried.files) || []);
  if (!files.length) return;
  event.preventDefault();
  attach(files);
}

box.addEventListener('paste', (event) => receive(event, event.clipboardData));
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => receive(event, event.dataTransfer));
['camera', 'attach'].forEach((name) => {
  const picker = byId(name + '-file');
  byId(name).addEventListener('click', () => picker.click());
  picker.addEventListener('change', () => { attach(Array.from(picker.files)); picker.value = ''; });
});

// ---------- voice and place

let recorder = null;
let keepRecording = null; // what to do with the recording once it is whole

async function record() {
  const kind = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'].find((one) => MediaRecorder.isTypeSupported(one));
  const parts = [];
  let microphone;
  notice('');
  byId('record').disabled = true;
  try {
    microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    recorder = new MediaRecorder(microphone, { mimeType: kind, audioBitsPerSecond: 32000 });
    recorder.start(1000);
  } catch (problem) {
    if (microphone) microphone.getTracks().forEach((track) => track.stop());
    notice(words(microphone ? 'record-failed' : 'record-refused'));
    return;
  } finally {
    byId('record').disabled = false;
  }
  const began = Date.now();
  recorder.ondataavailable = (event) => { if (event.data.size) parts.push(event.data); };
  const tick = setInterval(() => {
    const seconds = Math.floor((Date.now() - began) / 1000);
    byId('recorded').textContent = Math.floor(seconds / 60) + ':' + ('0' + (seconds % 60)).slice(-2);
    if (seconds >= LONGEST_RECORDING) finish((file) => { tray.push(file); showTray(); notice(words('record-full')); });
  }, 250);
  recorder.onstop = () => {
    const type = (recorder.mimeType || kind).split(';')[0];
    clearInterval(tick);
    microphone.getTracks().forEach((track) => track.stop());
    showRecorder(false);
    if (!keepRecording) return;
    if (parts.length) keepRecording(new File(parts, 'voice.' + type.split('/')[1], { type }));
    else notice(words('record-failed'));
  };
  byId('recorded').textContent = '0:00';
  keepRecording = null;
  showRecorder(true);
}

function finish(act) {
  if (!recorder || recorder.state === 'inactive') return;
  keepRecording = act;
  recorder.stop();
}

function showRecorder(now) {
  byId('recorder').hidden = !now;
  byId('writing').hidden = now;
  byId(now ? 'record-send' : 'record').focus();
  settle();
}

function findPlace() {
  notice(words('finding-place'));
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    const round = (number) => Math.round(number * 1e6) / 1e6;
    const metres = Math.round(coords.accuracy).toLocaleString(language);
    spot = {
      location: { latitude: round(coords.latitude), longitude: round(coords.longitude) },
      about: ', ' + words('about') + ' ' + metres + ' m',
    };
    notice('');
    showTray();
    toBox();
  }, (problem) => {
    notice(words(problem.code === 1 ? 'place-refused' : 'place-failed'));
  }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
}

// Both work only where the connection is secure.
byId('record').hidden = !(window.isSecureContext && window.MediaRecorder && MediaRecorder.isTypeSupported);
byId('place').hidden = !(window.isSecureContext && navigator.geolocation);
byId('record').addEventListener('click', record);
byId('record-cancel').addEventListener('click', () => finish(null));
byId('record-send').addEventListener('click', () => finish((file) => { if (!ended) enqueue({ files: [file] }); }));
byId('place').addEventListener('click', findPlace);

// ---------- the page around it

const photo = byId('photo');
byId('photo-close').addEventListener('click', () => photo.close());
photo.addEventListener('click', (event) => { if (event.target === photo) photo.close(); });

function setSize(size) {
  document.documentElement.dataset.size = size;
  grow();
}

byId('size').addEventListener('click', () => {
  const size = String((Number(store.get('doithoai.size')) + 1) % 3);
  store.set('doithoai.size', size);
  setSize(size);
});

function wake(anew) {
  if (loading || ended) return;
  pump();
  if (!anew && source && source.readyState === 1) catchUp(link); else connect();
}

// A page nobody looks at gives its connection back: browsers allow six to one server.
let leaving;
const release = () => { if (!loading) disconnect(); };
document.addEventListener('visibilitychange', () => {
  clearTimeout(leaving);
  if (document.hidden) {
    leaving = setTimeout(release, embedded ? 3000 : 300000);
  } else {
    wasRead();
    wake(false);
  }
});
window.addEventListener('online', () => wake(true));
window.addEventListener('offline', () => setLinked(false));
window.addEventListener('pagehide', release);
window.addEventListener('pageshow', (event) => { if (event.persisted) wake(true); });
window.addEventListener('focus', wasRead);
window.addEventListener('pointerdown', wasRead);
window.addEventListener('resize', grow);
setInterval(() => { if (!document.hidden) check(); }, 120000);

// Where the keyboard covers the page instead of shrinking it (iPhones), the page shrinks itself.
const view = window.visualViewport;
if (view) {
  view.addEventListener('resize', () => {
    if (view.scale > 1.01) return;
    document.body.style.height = window.innerHeight - view.height > 60 ? view.height + 'px' : '';
    settle();
  });
}

box.value = store.get(DRAFT) || '';
setSize(store.get('doithoai.size') || '0');
byId('opening').hidden = false;
restore(false);
begin();
