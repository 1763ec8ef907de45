// The chat page: shows one conversation and keeps what is written until the server has it.
(function () {
  'use strict';

  const byId = (id) => document.getElementById(id);
  const page = document.body.dataset;
  const spoken = JSON.parse(byId('words').textContent);
  const words = (id) => spoken['web-' + id];
  const embedded = page.embedded === 'yes';
  const language = document.documentElement.lang;
  const log = byId('log');
  const thread = byId('thread');
  const box = byId('box');
  const MEGABYTE = 1048576;
  const MOST_FILES = 10;
  const LONGEST_RECORDING = 300;
  const COMMAND = /^\/start(\s|$)/;
  const TOKEN = 'doithoai.chat.' + page.slug;
  const OUTBOX = 'doithoai.out.' + page.slug + '.';
  const fragment = /[#&]chat=([^&]+)/.exec(location.hash);
  // A mouse and a keyboard: Enter sends there, and focus may move without a keyboard sliding over the screen.
  const desktop = matchMedia('(hover: hover) and (pointer: fine)').matches;

  // Browsers that block storage throw on touching it: the page then remembers until it is closed.
  const memory = {};
  const store = {
    get(key) {
      try { return localStorage.getItem(key); } catch (problem) { return key in memory ? memory[key] : null; }
    },
    set(key, value) {
      try { localStorage.setItem(key, value); } catch (problem) { memory[key] = value; }
    },
    remove(key) {
      try { localStorage.removeItem(key); } catch (problem) { delete memory[key]; }
    },
    keys() {
      try { return Object.keys(localStorage); } catch (problem) { return Object.keys(memory); }
    },
  };

  let chat = fragment ? decodeURIComponent(fragment[1]) : store.get(TOKEN) || '';

  function make(name, look, text) {
    const element = document.createElement(name);
    if (look) element.className = look;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function press(look, text, act) {
    const button = make('button', look, text);
    button.type = 'button';
    button.addEventListener('click', act);
    return button;
  }

  function icon(name) {
    const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    use.setAttribute('href', '#icon-' + name);
    picture.setAttribute('class', 'icon');
    picture.setAttribute('aria-hidden', 'true');
    picture.appendChild(use);
    return picture;
  }

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  // Up to a quarter of chance, so that a village does not come back in the same second.
  function patience(attempt, asked) {
    const wait = Math.min(30000, 1000 * Math.pow(2, Math.min(attempt, 6) - 1));
    return Math.max(wait, (asked || 0) * 1000) * (1 + Math.random() / 4);
  }

  function read(text) {
    try { return JSON.parse(text); } catch (problem) { return null; }
  }

  // ---------- talking to the server

  const address = (rest) => '/api/chats/' + encodeURIComponent(chat) + rest;
  // A proxy's own 404 during a restart must not throw a conversation away: ours carries a sentence.
  const isGone = (result) => (result.status === 404 || result.status === 410) && result.answer && result.answer.error;

  async function fetchMessages(query, limit) {
    const stop = window.AbortController ? new AbortController() : null;
    const timer = setTimeout(() => stop && stop.abort(), limit);
    try {
      const response = await fetch(address('/messages' + query), { cache: 'no-store', signal: stop ? stop.signal : undefined });
      const retry = Number(response.headers.get('Retry-After')) || 0;
      return { status: response.status, answer: read(await response.text()), retry };
    } catch (problem) {
      return { status: 0, answer: null, retry: 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  // XMLHttpRequest, because fetch cannot tell how much of a file has gone out.
  function post(url, key, body, progressed) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      let timer;
      const watch = () => { clearTimeout(timer); timer = setTimeout(() => request.abort(), 45000); };
      request.open('POST', url);
      if (key) request.setRequestHeader('Idempotency-Key', key);
      if (!(body instanceof FormData)) request.setRequestHeader('Content-Type', 'application/json');
      request.upload.onprogress = (event) => {
        watch();
        if (progressed && event.lengthComputable) progressed(event.loaded / event.total);
      };
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
    const { key, order, text, choice, label, location, names, error } = entry;
    store.set(OUTBOX + key, JSON.stringify({ key, chat: entry.chat, order, text, choice, label, location, names, error }));
  }

  function enqueue(message) {
    counter += 1;
    const entry = Object.assign({ key: newKey(), chat, order: Date.now() * 1000 + counter, text: '' }, message);
    if (entry.files) entry.names = entry.files.map((file) => file.name);
    // A greeting goes first: what was written before the conversation was open belongs after it.
    if (COMMAND.test(entry.text)) outbox.unshift(entry); else outbox.push(entry);
    keep(entry);
    showOwn(entry);
    pump();
  }

  function forget(entry) {
    const place = outbox.indexOf(entry);
    if (place >= 0) outbox.splice(place, 1);
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
    const result = await post(address('/messages'), entry.key, payload(entry), entry.files && ((part) => {
      if (part < 1) mark(entry, 'sending', ' ' + Math.round(part * 100) + ' %');
    }));
    sending = false;
    if (outbox.indexOf(entry) < 0) {
      pump();
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
      mark(entry, 'waiting');
      resend = setTimeout(pump, patience(failures, result.retry));
    } else {
      fail(entry, result.answer && result.answer.error);
      pump();
    }
  }

  function mayRetry(entry, status) {
    // A message that the server stumbles over again and again must not hold back those behind it.
    if (status === 500) entry.stumbles = (entry.stumbles || 0) + 1;
    return entry.stumbles === 5 ? false : status === 0 || status >= 500 || [404, 408, 410, 425, 429].indexOf(status) >= 0;
  }

  function fail(entry, sentence) {
    entry.stumbles = 0;
    if (COMMAND.test(entry.text)) {
      forget(entry);
      notice(sentence || words('chat-failed'));
      return;
    }
    entry.error = typeof sentence === 'string' ? sentence : words('chat-failed');
    keep(entry);
    mark(entry, 'failed');
  }

  function restore() {
    const kept = store.keys().filter((key) => key.indexOf(OUTBOX) === 0).map((key) => read(store.get(key)));
    kept.filter((entry) => entry && (entry.chat === chat || (!entry.chat && !fragment)))
      .sort((one, other) => one.order - other.order)
      .forEach((entry) => {
        if (entry.names) {
          // Files live in memory only: what was written with them goes back to where it can be sent again.
          forget(entry);
          if (entry.text && !box.value) box.value = entry.text;
          saveDraft();
          notice(words('chat-files-lost'));
          return;
        }
        outbox.push(entry);
        showOwn(entry);
        if (entry.error) mark(entry, 'failed');
      });
  }

  // ---------- the connection

  let link = 0; // counts connections: what an older one still brings is noise
  let source = null;
  let polls = false;
  let linked; // undefined until the first try
  let complete = 0; // every message up to this id is here
  let caughtUp = false;
  let refusals = 0;
  let missed = 0;
  let attempts = 0;
  let relinking;
  let silence;
  let ended = false;

  function setLinked(now) {
    const changed = linked !== now;
    linked = now;
    if (!changed) return;
    clearTimeout(silence);
    if (now) {
      attempts = 0;
      byId('connection').textContent = '';
      if (failures) { failures = 0; pump(); }
    } else {
      silence = setTimeout(() => { byId('connection').textContent = words('chat-offline'); }, navigator.onLine === false ? 0 : 4000);
    }
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
    const stream = new EventSource(address('/events'));
    source = stream;
    // Some proxies hold a stream back until it ends: after a while the page asks instead of listening.
    const slow = setTimeout(() => {
      if (mine === link && stream.readyState === 0) reconnect(mine, true);
    }, 12000);
    stream.onopen = () => {
      clearTimeout(slow);
      if (mine === link) catchUp(mine).then((fine) => { if (mine === link && !fine) reconnect(mine); });
    };
    stream.onmessage = (event) => {
      const message = read(event.data);
      if (mine !== link || !message) return;
      if (seen.has(message.id)) missed = 0;
      take([message]);
      if (caughtUp) complete = Math.max(complete, message.id);
    };
    stream.onerror = () => {
      if (mine !== link) return;
      caughtUp = false;
      setLinked(false);
      if (stream.readyState === 2) { clearTimeout(slow); reconnect(mine, true); }
    };
  }

  function reconnect(mine, refused) {
    attempts += 1;
    relinking = setTimeout(async () => {
      const fine = await catchUp(mine);
      if (mine !== link) return;
      if (!fine) { setLinked(false); reconnect(mine, refused); return; }
      if (refused) refusals += 1;
      if (refusals >= 3) polls = true;
      connect();
    }, patience(attempts));
  }

  // Ask for everything after what is surely here. Tells whether the server answered.
  async function catchUp(mine) {
    for (;;) {
      const result = await fetchMessages('?after=' + complete, 20000);
      if (mine !== link) return false;
      if (isGone(result)) { renew(); return false; }
      if (result.status !== 200 || !Array.isArray(result.answer)) return false;
      setLinked(true);
      take(result.answer);
      const before = complete;
      complete = result.answer.reduce((most, message) => Math.max(most, message.id), complete);
      if (complete === before) { caughtUp = true; return true; }
    }
  }

  async function poll(mine) {
    while (mine === link) {
      const result = await fetchMessages('?after=' + complete + '&wait=' + (linked ? 25 : 0), 40000);
      if (mine !== link) return;
      if (isGone(result)) { renew(); return; }
      if (result.status === 200 && Array.isArray(result.answer)) {
        const started = linked;
        setLinked(true);
        take(result.answer);
        const before = complete;
        complete = result.answer.reduce((most, message) => Math.max(most, message.id), complete);
        // A server that does not wait must not be asked without a breath.
        if (started && complete === before) await pause(1000);
      } else {
        attempts += 1;
        setLinked(false);
        await pause(patience(attempts, result.retry));
      }
    }
  }

  // A stream can look open and bring nothing: ask now and then, and stop listening if it keeps missing messages.
  async function check() {
    if (!source || source.readyState !== 1 || !caughtUp) return;
    const mine = link;
    const known = seen.size;
    if (!(await catchUp(mine)) || seen.size === known) return;
    missed += 1;
    if (missed >= 2 && mine === link) { polls = true; connect(); }
  }

  function expectAnswer(entry) {
    setTimeout(() => { if (!entry.row || !entry.row.dataset.id) check(); }, 4000);
    if (!byId('answering').hidden) return;
    const asked = answers;
    setTimeout(() => { if (asked === answers) showAnswering(true); }, 500);
    setTimeout(() => { if (asked === answers) showAnswering(false); }, 15000);
  }

  async function open() {
    for (let attempt = 1; !chat; attempt += 1) {
      const result = await post('/api/communes/' + encodeURIComponent(page.slug) + '/chats', '', '{}');
      if (result.status === 201 && result.answer && result.answer.chat) {
        // Another tab may have opened one in the same moment: then both go on in that one.
        chat = store.get(TOKEN) || result.answer.chat;
        store.set(TOKEN, chat);
        break;
      }
      setLinked(false);
      await pause(patience(attempt, result.retry));
    }
    outbox.forEach((entry) => { entry.chat = chat; keep(entry); });
  }

  async function renew() {
    disconnect();
    const dead = chat;
    if (fragment) {
      ended = true;
      chat = '';
      byId('connection').textContent = words('chat-gone') + ' ';
      byId('connection').appendChild(press('plain', words('chat-reload'), () => {
        (embedded && parent !== window ? parent : window).location.reload();
      }));
      return;
    }
    if (store.get(TOKEN) === dead) store.remove(TOKEN);
    chat = store.get(TOKEN) || '';
    log.textContent = '';
    seen.clear();
    complete = 0;
    outbox.slice().forEach((entry) => {
      // Buttons of the old conversation mean nothing in the new one.
      if (entry.choice !== undefined || COMMAND.test(entry.text)) forget(entry);
    });
    notice(words('chat-renewed'));
    await begin();
    outbox.forEach((entry) => { showOwn(entry); if (entry.error) mark(entry, 'failed'); });
    pump();
  }

  // Load what was said, or open a new conversation, and then listen.
  async function begin() {
    let fresh = !chat;
    if (fresh) await open();
    const mine = link;
    for (let attempt = 1; !fresh; attempt += 1) {
      const result = await fetchMessages('?after=0', 20000);
      if (mine !== link) return;
      if (isGone(result)) { await renew(); return; }
      if (result.status === 200 && Array.isArray(result.answer)) {
        fresh = !result.answer.length;
        take(result.answer);
        complete = result.answer.reduce((most, message) => Math.max(most, message.id), 0);
        break;
      }
      setLinked(false);
      await pause(patience(attempt, result.retry));
    }
    byId('opening').hidden = true;
    greet(fresh);
    connect();
    setTimeout(() => log.setAttribute('aria-busy', 'false'), 300);
  }

  let greeted = false;

  function greet(fresh) {
    const start = greeted ? '' : page.start;
    const waits = outbox.some((entry) => COMMAND.test(entry.text));
    if (start && !isRepeated(start)) enqueue({ text: '/start ' + start });
    else if (fresh && !waits) enqueue({ text: '/start' });
    greeted = true;
    pump();
  }

  // A reload is not a second arrival: the address loses its payload, and a tab knows what it has delivered.
  function isRepeated(start) {
    const here = new URL(location.href);
    if (here.searchParams.has('start')) {
      here.searchParams.delete('start');
      history.replaceState(null, '', here.href);
      return false;
    }
    try {
      const past = 'doithoai.start.' + chat;
      if (sessionStorage.getItem(past) === start) return true;
      sessionStorage.setItem(past, start);
    } catch (problem) {
      return false;
    }
    return false;
  }

  // ---------- messages on the page

  const seen = new Set();
  const sent = new Map(); // own messages on the page that have no id yet, by their key
  let answers = 0;
  let unread = 0;

  function take(messages) {
    const news = messages.filter((message) => message && typeof message.id === 'number' && !seen.has(message.id))
      .sort((one, other) => one.id - other.id);
    const first = !log.childElementCount;
    const rows = [];
    news.forEach((message) => {
      seen.add(message.id);
      const mine = message.from === 'me';
      const entry = mine && message.key ? sent.get(message.key) || outbox.find((one) => one.key === message.key) : null;
      if (mine && message.key) store.remove(OUTBOX + message.key);
      if (entry) {
        forget(entry);
        sent.delete(entry.key);
      }
      if (mine && COMMAND.test(message.text || '')) return;
      const row = (entry && entry.row) || make('div', 'message ' + (mine ? 'me' : 'bot'));
      row.dataset.id = message.id;
      delete row.dataset.state;
      fill(row, message, entry);
      place(row, message);
      if (!mine) { answers += 1; showAnswering(false); }
      rows.push(row);
    });
    if (!rows.length) return;
    quietOldMenus();
    const bots = rows.filter((row) => row.classList.contains('bot'));
    if (first && rows.length > 1) {
      jump();
      for (let row = log.lastElementChild; row.classList.contains('bot'); row = row.previousElementSibling) anchor = row;
      settle();
    } else {
      arrived(bots);
    }
    moveFocus(bots);
  }

  function showOwn(entry) {
    sent.set(entry.key, entry);
    if (COMMAND.test(entry.text)) return;
    entry.row = make('div', 'message me');
    entry.urls = (entry.files || []).map((file) => URL.createObjectURL(file));
    const files = (entry.files || []).map((file, place) => ({
      name: file.name, size: file.size, url: entry.urls[place], kind: kindOf(file.type),
    }));
    const text = entry.choice !== undefined ? entry.label : entry.location ? words('chat-place-sent') : entry.text;
    fill(entry.row, { from: 'me', text, files }, entry);
    log.appendChild(entry.row);
    mark(entry, 'sending');
    quietOldMenus();
    jump();
  }

  const kindOf = (type) => ({ image: 'photo', audio: 'voice', video: 'video' }[type.split('/')[0]] || 'document');

  function fill(row, message, entry) {
    const mine = message.from === 'me';
    let text = message.text || '';
    const files = message.files || [];
    // The page knows what its own buttons said; a place has no words of its own.
    if (!text && entry && entry.label) text = entry.label;
    if (!text && mine && !files.length) text = words('chat-place-sent');
    row.textContent = '';
    const bubble = make('div', 'bubble');
    bubble.appendChild(make('span', 'unseen', words(mine ? 'chat-me' : 'chat-bot') + ' '));
    if (text) {
      const body = make('div', 'text');
      body.dir = 'auto';
      linkify(body, text);
      bubble.appendChild(body);
    }
    const urls = (entry && entry.urls) || [];
    files.forEach((file, place) => {
      // What was just chosen is in memory: showing it costs the person no second download.
      bubble.appendChild(showFile(file, urls.length === files.length ? urls[place] : ''));
    });
    const foot = make('div', 'foot');
    if (message.at) {
      const time = make('time', '', local(message.at).time);
      time.dateTime = message.at;
      foot.appendChild(time);
    }
    bubble.appendChild(foot);
    row.appendChild(bubble);
    if (message.choices && message.choices.length) row.appendChild(menu(message));
  }

  // Confirmed messages stand in the order of their ids, those still on their way below them.
  function place(row, message) {
    let next = null;
    for (let other = log.lastElementChild; other; other = other.previousElementSibling) {
      if (other === row || other.classList.contains('day')) continue;
      if (other.dataset.id && Number(other.dataset.id) < message.id) break;
      next = other;
    }
    const early = next && next.dataset.id;
    if (row.parentNode !== log || (next ? row.nextElementSibling !== next : row !== log.lastElementChild)) log.insertBefore(row, next);
    const when = message.at ? local(message.at) : null;
    row.dataset.day = when ? when.day : '';
    row.dataset.minute = when ? when.day + when.time : '';
    if (early) {
      Array.from(log.querySelectorAll('.day')).forEach((day) => day.remove());
      Array.from(log.children).forEach((one) => separate(one));
    } else {
      separate(row);
    }
  }

  function separate(row) {
    const day = row.dataset.day;
    let before = row.previousElementSibling;
    if (day && (!before || (before.dataset.day !== undefined && before.dataset.day !== day))) {
      before = make('div', 'day');
      before.dataset.day = day;
      before.appendChild(make('span', '', day));
      log.insertBefore(before, row);
    }
    const same = before && before.className.split(' ')[1] === row.className.split(' ')[1] && row.dataset.minute;
    if (before && before.classList.contains('message')) {
      before.classList.toggle('joined', Boolean(same && before.dataset.minute === row.dataset.minute && !before.querySelector('.choices')));
    }
  }

  // Vietnam has one clock and no summer time, whatever the telephone is set to.
  function local(at) {
    const moment = new Date(Date.parse(at) + 7 * 3600000);
    if (isNaN(moment)) return { day: '', time: '' };
    const two = (number) => ('0' + number).slice(-2);
    const date = two(moment.getUTCDate()) + '/' + two(moment.getUTCMonth() + 1) + '/' + moment.getUTCFullYear();
    return {
      day: words('weekday-' + moment.getUTCDay()) + ', ' + date,
      time: two(moment.getUTCHours()) + ':' + two(moment.getUTCMinutes()),
    };
  }

  function linkify(body, text) {
    const pattern = /https?:\/\/[^\s<>"'`]+/gi;
    let from = 0;
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      let target = found[0].replace(/[.,;:!?…»”’\]}]+$/, '');
      while (/\)$/.test(target) && target.split('(').length < target.split(')').length) target = target.slice(0, -1);
      body.appendChild(document.createTextNode(text.slice(from, found.index)));
      const link = make('a', '', target);
      link.href = target;
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      body.appendChild(link);
      from = pattern.lastIndex = found.index + target.length;
    }
    body.appendChild(document.createTextNode(text.slice(from)));
  }

  function sizeOf(bytes) {
    const big = bytes >= MEGABYTE;
    const number = big ? bytes / MEGABYTE : Math.max(1, bytes / 1024);
    return number.toLocaleString(language, { maximumFractionDigits: big ? 1 : 0 }) + (big ? ' MB' : ' KB');
  }

  function safeUrl(text) {
    try {
      const url = new URL(text, location.href);
      return /^(https?|blob):$/.test(url.protocol) ? url.href : '';
    } catch (problem) {
      return '';
    }
  }

  function showFile(file, memoryUrl) {
    const url = safeUrl(file.url);
    const shown = memoryUrl || url;
    if (file.kind === 'voice' || file.kind === 'video') {
      const player = make(file.kind === 'voice' ? 'audio' : 'video', 'file');
      player.controls = true;
      player.preload = file.kind === 'voice' ? 'none' : 'metadata';
      player.setAttribute('aria-label', words(file.kind === 'voice' ? 'chat-voice-message' : 'chat-video'));
      player.src = shown;
      return player;
    }
    const link = make('a', 'file ' + (file.kind === 'photo' ? 'picture' : 'document'));
    if (url) link.href = url;
    link.target = '_blank';
    link.rel = 'noopener';
    if (file.kind === 'photo') {
      const image = make('img');
      image.alt = words('chat-photo') + ': ' + file.name;
      image.setAttribute('loading', 'lazy');
      image.src = shown;
      // A kind of photo that this browser cannot draw stays reachable as a file.
      image.onerror = () => { link.replaceWith(showFile(Object.assign({}, file, { kind: 'document' }), '')); };
      link.appendChild(image);
      link.addEventListener('click', (event) => enlarge(event, shown, url, file.name));
      return link;
    }
    link.appendChild(icon('document'));
    const about = make('span', 'name', file.name || words('chat-document'));
    about.dir = 'auto';
    link.appendChild(about);
    if (file.size) link.appendChild(make('span', 'weight', sizeOf(file.size)));
    return link;
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
    const row = entry.row;
    if (!row) return;
    const foot = row.querySelector('.foot');
    row.dataset.state = state;
    foot.textContent = '';
    if (state !== 'failed') {
      foot.textContent = words('chat-' + state) + (more || '');
      return;
    }
    const trouble = make('p', 'trouble', entry.error);
    trouble.setAttribute('role', 'alert');
    foot.appendChild(trouble);
    const drop = () => { forget(entry); sent.delete(entry.key); row.remove(); box.focus(); };
    foot.appendChild(press('plain', words('chat-again'), () => { delete entry.error; keep(entry); mark(entry, 'sending'); box.focus(); pump(); }));
    if (entry.text && !entry.files) foot.appendChild(press('plain', words('chat-edit'), () => { write(entry.text); drop(); }));
    foot.appendChild(press('plain', words('chat-drop'), drop));
    settle();
  }

  // ---------- choices

  let focusUntil = 0;
  let focusByKeyboard = false;

  const plainLetters = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase();

  function menu(message) {
    const list = make('div', 'choices');
    const labels = message.choices.map((choice) => choice.label);
    const widest = labels.reduce((most, label) => Math.max(most, label.length), 0);
    list.setAttribute('role', 'group');
    list.setAttribute('aria-label', words('chat-choices'));
    if (labels.length <= 3 && labels.join('').length <= 22) list.classList.add('short');
    else if (labels.length > 6 && widest <= 34) list.classList.add('many');
    const buttons = message.choices.map((choice) => {
      const button = press('choice', choice.label, (event) => choose(event, message, choice, button));
      button.dir = 'auto';
      return button;
    });
    if (labels.length > 12) list.appendChild(finder(buttons));
    buttons.forEach((button) => list.appendChild(button));
    if (labels.length > 6) {
      const all = press('plain all', words('chat-show-all'), () => {
        list.parentNode.classList.add('open');
        buttons[6].focus();
      });
      list.appendChild(all);
    }
    return list;
  }

  function finder(buttons) {
    const around = make('label', 'find');
    const field = make('input');
    field.type = 'search';
    field.placeholder = words('chat-find');
    around.appendChild(make('span', 'unseen', words('chat-find')));
    around.appendChild(field);
    const none = make('span', 'none', words('chat-find-none'));
    none.setAttribute('role', 'status');
    none.hidden = true;
    around.appendChild(none);
    field.addEventListener('input', () => {
      const sought = plainLetters(field.value.trim());
      buttons.forEach((button) => { button.hidden = plainLetters(button.textContent).indexOf(sought) < 0; });
      none.hidden = buttons.some((button) => !button.hidden);
    });
    field.addEventListener('keydown', (event) => {
      const left = buttons.filter((button) => !button.hidden);
      if (event.key === 'Enter' && left.length === 1) left[0].click();
    });
    return around;
  }

  function choose(event, message, choice, button) {
    // Trembling or impatient fingers press twice: once is meant until it was sent and had a moment to be answered.
    const waits = outbox.some((entry) => entry.choice === choice.key && entry.of === message.id && !entry.error);
    if (waits || Date.now() - Number(button.dataset.at || 0) < 2000) return;
    button.dataset.at = Date.now();
    Array.from(button.parentNode.children).forEach((one) => one.classList.toggle('chosen', one === button));
    // A click without a pointer came from the keyboard.
    focusByKeyboard = event.detail === 0;
    focusUntil = desktop || focusByKeyboard ? Date.now() + 20000 : 0;
    enqueue({ choice: choice.key, label: choice.label, of: message.id });
  }

  function moveFocus(bots) {
    if (!bots.length || Date.now() > focusUntil) return;
    // The person has gone elsewhere meanwhile: leave them there.
    const here = document.activeElement;
    if (here && here !== document.body && here !== box && !here.closest('.choices')) { focusUntil = 0; return; }
    if (here === box && box.value) return;
    const first = bots.map((row) => row.querySelector('.choice')).filter(Boolean)[0];
    (first && focusByKeyboard ? first : box).focus({ preventScroll: true });
    // An answer in several bubbles comes within a moment.
    focusUntil = Math.min(focusUntil, Date.now() + 1500);
  }

  // Big buttons belong to the newest question until it has been answered and the answer taken up.
  function quietOldMenus() {
    let answered = false;
    let botSpoke = false;
    let found = false;
    for (let row = log.lastElementChild; row; row = row.previousElementSibling) {
      const list = row.querySelector('.choices');
      if (row.classList.contains('me')) answered = answered || botSpoke;
      else if (row.classList.contains('bot')) botSpoke = true;
      if (list) {
        const old = found || answered;
        if (old && row.classList.contains('old')) return;
        row.classList.toggle('old', old);
        if (old) Array.from(list.querySelectorAll('.choice')).forEach((button) => { button.hidden = false; });
        found = true;
      }
    }
  }

  // ---------- scrolling

  let following = true;
  let anchor = null; // the first message of an answer: its beginning stays in sight however long the answer is
  let expected = -1;

  function settle() {
    if (!following) return;
    const bottom = thread.scrollHeight - thread.clientHeight;
    const above = anchor && anchor.previousElementSibling;
    const top = anchor && anchor.parentNode ? (above && above.classList.contains('day') ? above : anchor).offsetTop - 12 : bottom;
    thread.scrollTop = Math.max(0, Math.min(bottom, top));
    expected = thread.scrollTop;
  }

  function jump() {
    following = true;
    anchor = null;
    byId('newer').hidden = true;
    settle();
  }

  function arrived(bots) {
    if (!bots.length) { settle(); return; }
    if (following) {
      if (!anchor) anchor = bots[0];
      settle();
    } else {
      byId('newer').hidden = false;
    }
    // Its own greeting is no news to anybody.
    if (Date.now() - opened > 3000 && (document.hidden || !document.hasFocus())) {
      unread += bots.length;
      tellUnread();
    }
  }

  const title = document.title;
  const opened = Date.now();

  function tellUnread() {
    document.title = (unread ? '(' + unread + ') ' : '') + title;
    if (embedded && parent !== window) parent.postMessage({ doithoai: 'unread', count: unread }, location.origin);
  }

  function wasRead() {
    if (unread) { unread = 0; tellUnread(); }
  }

  function showAnswering(now) {
    byId('answering').hidden = !now;
    settle();
  }

  thread.addEventListener('scroll', () => {
    if (Math.abs(thread.scrollTop - expected) < 2) return;
    expected = -1;
    following = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 60;
    anchor = null;
    if (following) byId('newer').hidden = true;
  }, { passive: true });
  byId('newer').addEventListener('click', () => { jump(); box.focus({ preventScroll: true }); });

  // ---------- writing

  const DRAFT = 'doithoai.draft.' + (fragment ? chat : page.slug);
  const tray = [];
  let spot = null;
  let quiet;

  function notice(text) {
    const line = byId('notice');
    clearTimeout(quiet);
    line.textContent = text;
    line.hidden = !text;
    if (text) quiet = setTimeout(() => notice(''), 12000);
    settle();
  }

  function grow() {
    box.style.height = 'auto';
    box.style.height = box.scrollHeight + 2 + 'px';
    byId('writing').classList.toggle('filled', Boolean(box.value.trim() || tray.length || spot));
    settle();
  }

  function write(text) {
    box.value = text;
    saveDraft();
    grow();
    box.focus();
  }

  function saveDraft() {
    if (box.value) store.set(DRAFT, box.value); else store.remove(DRAFT);
  }

  function showTray() {
    const list = byId('tray');
    list.textContent = '';
    const add = (node, name, remove) => {
      const item = make('li');
      item.appendChild(node);
      const label = make('span', 'name', name);
      label.dir = 'auto';
      item.appendChild(label);
      const button = press('plain', words('chat-remove'), () => { remove(); showTray(); box.focus(); });
      button.setAttribute('aria-label', words('chat-remove') + ': ' + name);
      item.appendChild(button);
      list.appendChild(item);
    };
    tray.forEach((file) => {
      const kind = kindOf(file.type);
      let node = icon('document');
      if (kind === 'photo') {
        node = make('img');
        node.alt = '';
        node.src = file.preview = file.preview || URL.createObjectURL(file);
      } else if (kind === 'voice') {
        node = make('audio');
        node.controls = true;
        node.src = file.preview = file.preview || URL.createObjectURL(file);
      }
      add(node, file.name, () => {
        if (file.preview) URL.revokeObjectURL(file.preview);
        tray.splice(tray.indexOf(file), 1);
      });
    });
    if (spot) add(icon('place'), words('chat-place-sent') + spot.about, () => { spot = null; });
    list.hidden = !list.childElementCount;
    grow();
  }

  // Phones take a file back that is only pointed at (a photo in the cloud, the camera's own): read it at once.
  function load(file) {
    return new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(new File([reader.result], file.name, { type: file.type }));
      reader.onerror = () => done(null);
      reader.readAsArrayBuffer(file);
    });
  }

  async function attach(files) {
    notice('');
    for (const file of files) {
      if (tray.length >= MOST_FILES) { notice(words('chat-many-files')); break; }
      if (file.size > Number(page.megabytes) * MEGABYTE) { notice(page.tooBig + ' ' + file.name); continue; }
      const loaded = await load(file);
      if (loaded) tray.push(loaded); else notice(words('chat-file-unreadable') + ' ' + file.name);
      showTray();
    }
    box.focus({ preventScroll: true });
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
      box.value = '';
      saveDraft();
      showTray();
    }
    box.focus();
  }

  byId('writing').addEventListener('submit', (event) => { event.preventDefault(); submit(); });
  box.addEventListener('input', () => { saveDraft(); grow(); });
  box.addEventListener('keydown', (event) => {
    // Enter that ends a syllable of an input method belongs to the input method.
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || (desktop && !event.shiftKey && !event.altKey)) {
      event.preventDefault();
      submit();
    }
  });
  box.addEventListener('paste', (event) => {
    const files = Array.from((event.clipboardData && event.clipboardData.files) || []);
    if (files.length) { event.preventDefault(); attach(files); }
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer) attach(Array.from(event.dataTransfer.files));
  });
  ['camera', 'attach'].forEach((name) => {
    const picker = byId(name + '-file');
    byId(name).addEventListener('click', () => picker.click());
    picker.addEventListener('change', () => { attach(Array.from(picker.files)).then(() => { picker.value = ''; }); });
  });

  // ---------- voice and place

  let recorder = null;

  async function record() {
    let microphone;
    if (recorder) return;
    notice('');
    try {
      microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (problem) {
      notice(words('chat-record-refused'));
      return;
    }
    const kinds = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];
    const kind = kinds.filter((one) => MediaRecorder.isTypeSupported && MediaRecorder.isTypeSupported(one))[0];
    const parts = [];
    let tick;
    let then = null;
    try {
      recorder = new MediaRecorder(microphone, kind ? { mimeType: kind, audioBitsPerSecond: 32000 } : {});
      recorder.ondataavailable = (event) => { if (event.data.size) parts.push(event.data); };
      recorder.onerror = () => finish(null);
      recorder.onstop = () => {
        const type = (recorder.mimeType || kind || 'audio/webm').split(';')[0];
        closeRecorder();
        if (!then) return;
        if (!parts.length) { notice(words('chat-record-failed')); return; }
        then(new File(parts, 'voice.' + type.split('/')[1].replace('mp4', 'm4a'), { type }));
      };
      recorder.start(1000);
    } catch (problem) {
      closeRecorder();
      notice(words('chat-record-failed'));
      return;
    }
    const began = Date.now();
    const show = () => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      byId('recorded').textContent = Math.floor(seconds / 60) + ':' + ('0' + (seconds % 60)).slice(-2);
      if (seconds >= LONGEST_RECORDING) finish((file) => { tray.push(file); showTray(); notice(words('chat-record-full')); });
    };
    function finish(act) {
      clearInterval(tick);
      then = act;
      if (recorder && recorder.state !== 'inactive') recorder.stop(); else closeRecorder();
    }
    function closeRecorder() {
      clearInterval(tick);
      microphone.getTracks().forEach((track) => track.stop());
      recorder = null;
      byId('recorder').hidden = true;
      byId('writing').hidden = false;
      byId('record').focus();
      settle();
    }
    tick = setInterval(show, 250);
    show();
    byId('record-cancel').onclick = () => finish(null);
    byId('record-send').onclick = () => finish((file) => { if (!ended) enqueue({ files: [file] }); });
    byId('recorder').hidden = false;
    byId('writing').hidden = true;
    byId('record-send').focus();
    settle();
  }

  function findPlace() {
    notice(words('chat-finding-place'));
    navigator.geolocation.getCurrentPosition((found) => {
      const round = (number) => Math.round(number * 1e6) / 1e6;
      const metres = Math.round(found.coords.accuracy);
      spot = {
        location: { latitude: round(found.coords.latitude), longitude: round(found.coords.longitude) },
        about: metres ? ', ' + words('chat-about') + ' ' + metres.toLocaleString(language) + ' m' : '',
      };
      notice('');
      showTray();
      box.focus({ preventScroll: true });
    }, (problem) => {
      notice(words(problem.code === 1 ? 'chat-place-refused' : 'chat-place-failed'));
    }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
  }

  // Both work only where the connection is secure.
  byId('record').hidden = !(window.isSecureContext && window.MediaRecorder && navigator.mediaDevices);
  byId('place').hidden = !(window.isSecureContext && navigator.geolocation);
  byId('record').addEventListener('click', record);
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

  // A page nobody looks at gives its connection back: browsers allow six to one server.
  let leaving;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(leaving);
    if (document.hidden) {
      leaving = setTimeout(disconnect, embedded ? 3000 : 300000);
    } else {
      wasRead();
      wake();
    }
  });

  function wake() {
    if (!chat || ended || !greeted) return;
    pump();
    if (source && source.readyState === 1) catchUp(link); else connect();
  }

  window.addEventListener('online', () => { attempts = 0; wake(); });
  window.addEventListener('offline', () => setLinked(false));
  window.addEventListener('pagehide', disconnect);
  window.addEventListener('pageshow', (event) => { if (event.persisted) wake(); });
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
  restore();
  begin();
}());
