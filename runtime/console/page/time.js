// Times and lengths of time, for people.
import {h} from './dom.js';

const Units = [['d', 86400], ['h', 3600], ['m', 60], ['s', 1]];

// In whole units; of a few, also what is left over in the next smaller one, where `finely`.
export function span(seconds, finely = false) {
  for (const [at, [unit, size]] of Units.entries()) {
    if (seconds < size) continue;
    const whole = Math.floor(seconds / size);
    const [smaller, less] = Units[at + 1] ?? ['', size];
    const rest = finely && whole < 10 ? Math.floor(seconds % size / less) : 0;
    return `${whole}${unit}` + (rest > 0 ? ` ${rest}${smaller}` : '');
  }
  return seconds >= 0.001 ? `${Math.round(seconds * 1000)}ms` : '0s';
}

export function relative(text) {
  const seconds = (Date.parse(text) - Date.now()) / 1000;
  if (Number.isNaN(seconds)) return text;
  return seconds > 0 ? `in ${span(seconds, true)}` : `${span(-seconds)} ago`;
}

// As long ago as it is, with the moment on hover. `never`, and null, are what they are.
export function time(text, otherwise = '') {
  if (!text) return otherwise;
  return h('time', {dateTime: text, title: text}, relative(text));
}

// Those that are on the page stay true.
setInterval(() => {
  for (const each of document.querySelectorAll('time')) each.textContent = relative(each.dateTime);
}, 5000);

export const number = value => Number(value).toLocaleString('en');
