// The console's own API.
import {h} from './dom.js';

const Key = 'perdure-token';

export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

function headers() {
  const token = sessionStorage.getItem(Key);
  return token ? {Authorization: `Bearer ${token}`} : {};
}

// Asks for a token until one is known.
let asking = null;
function askForToken(why) {
  asking ??= new Promise(resolve => {
    const input = h('input', {type: 'password', autocomplete: 'current-password', 'aria-label': 'Token', required: true});
    const dialog = h('dialog', {oncancel: event => event.preventDefault()}, h('form', {onsubmit: event => {
      event.preventDefault();
      sessionStorage.setItem(Key, input.value.trim());
      dialog.remove();
      asking = null;
      resolve();
    }}, h('h2', {}, 'Who is there?'), h('p', {}, why), h('p', {}, input), h('menu', {}, h('button', {className: 'primary'}, 'Enter'))));
    document.body.append(dialog);
    dialog.showModal();
    input.focus();
  });
  return asking;
}

export async function request(path, options = {}) {
  for (;;) {
    const response = await fetch(path, {...options, headers: {...headers(), ...options.headers}});
    if (response.ok) return response;
    let error = {code: 'failed', message: response.statusText};
    try {
      const body = await response.json();
      if (body.error) error = body.error;
    } catch { /* Not of the console's making. */ }
    if (response.status !== 401) throw new Refused(response.status, error.code, error.message);
    await askForToken(error.message);
  }
}

export function url(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== '') query.append(name, each);
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export const get = async (path, parameters, signal) => (await request(url(path, parameters), {signal})).json();
export const text = async (path, parameters) => (await request(url(path, parameters))).text();

// `body` is an object, or JSON that is written already.
export const post = async (path, body = {}) => (await request(path, {
  method: 'POST',
  headers: {'Content-Type': 'application/json'},
  body: typeof body === 'string' ? body : JSON.stringify(body),
})).json();

export const sessionPath = (id, ...parts) => ['/api/sessions', ...[id, ...parts].map(encodeURIComponent)].join('/');
