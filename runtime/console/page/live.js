// What changes, as it does: server-sent events over fetch(), which unlike EventSource can show a token.
import {request, url} from './api.js';

const Pause = 2000;

function say(text) {
  const line = document.getElementById('live');
  if (line.textContent !== text) line.textContent = text;
}

// Calls `tell(event, data)` until `signal`; `tell('begin')` each time that it begins anew, when anything may have changed.
export async function watch(sessions, tell, signal) {
  while (!signal.aborted) {
    try {
      const response = await request(url('/api/live', {session: sessions}), {signal});
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      say('live');
      tell('begin');
      let rest = '';
      for (;;) {
        const {value, done} = await reader.read();
        if (done) break;
        const parts = (rest + value).split('\n\n');
        rest = parts.pop();
        for (const part of parts) {
          const lines = part.split('\n');
          const event = lines.find(line => line.startsWith('event: '))?.slice(7);
          const data = lines.filter(line => line.startsWith('data: ')).map(line => line.slice(6)).join('\n');
          if (event) tell(event, JSON.parse(data));
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      say('not connected');
    }
    await new Promise(resolve => setTimeout(resolve, Pause));
  }
}

// Does it now, and once more after it if it was asked for meanwhile.
export function refresher(work) {
  let runs = false;
  let again = false;
  return async function refresh() {
    if (runs) {
      again = true;
      return;
    }
    runs = true;
    do {
      again = false;
      await work();
    } while (again);
    runs = false;
  };
}
