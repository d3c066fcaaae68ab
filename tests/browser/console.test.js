// An operator's day, in a real browser: find a session among many, watch it move, send it an event, mend what failed.
//
//     BROWSER_DESK=… BROWSER_STORE=… BROWSER_SESSIONS=100000 node --test tests/browser/
//
// BROWSER_PICTURES names a folder for pictures of what it saw, outside of the repository.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {after, before, test} from 'node:test';
import readline from 'node:readline';
import {chromium} from 'playwright-core';

const {BROWSER_DESK, BROWSER_STORE, BROWSER_SESSIONS = '100000', BROWSER_PICTURES,
  CHROMIUM = '/usr/bin/chromium'} = process.env;
const id = number => `errand-${String(number).padStart(7, '0')}`;
const Chosen = Math.floor(Number(BROWSER_SESSIONS) * 0.54321);
const Session = id(Chosen);
const Patience = 30000;
let desk;
let answers;
let browser;
let page;
let url;
const failures = [];

async function tell(line) {
  desk.stdin.write(line + '\n');
  assert.equal((await answers.next()).value, 'done');
}

const shoot = async name => BROWSER_PICTURES && page.screenshot({path: `${BROWSER_PICTURES}/${name}.png`, fullPage: true});
const active = () => page.locator('main').locator('.diagram').evaluate(host =>
  [...host.shadowRoot.querySelectorAll('[data-state].active')].map(each => each.dataset.state));
// The page takes no code as text, so that what it waits for is asked of it again and again.
async function until(what) {
  const deadline = Date.now() + Patience;
  while (!await page.evaluate(what)) assert.ok(Date.now() < deadline, `waited in vain for ${what}`);
}
const operated = name => page.locator('.timeline li.operated').filter({hasText: name}).filter({hasText: 'by browser'}).first().waitFor();
const waitFor = text => page.getByText(text).first().waitFor();

// The form of the event `go`, made from its types.
async function fillGo() {
  await page.locator('select[name=event]').selectOption('go');
  await page.getByRole('button', {name: 'Add to stops'}).click();
  await page.getByLabel('place', {exact: true}).fill('Oslo <b>&amp;');
  await page.getByLabel('speed').selectOption('fast');
  await page.getByLabel('Give within').check();
  await page.getByLabel('within', {exact: true}).fill('90m');
  await page.getByLabel('urgent').check();
}

// Each goes on where the one before it left off.
let broken = false;
const step = (name, work) => test(name, async context => {
  if (broken) return context.skip('what came before it failed');
  broken = true;
  await work();
  broken = false;
});

before(async () => {
  desk = spawn(BROWSER_DESK, [BROWSER_STORE, BROWSER_SESSIONS], {stdio: ['pipe', 'pipe', 'inherit']});
  answers = readline.createInterface({input: desk.stdout})[Symbol.asyncIterator]();
  url = (await answers.next()).value;
  browser = await chromium.launch({executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage']});
  page = await browser.newPage({viewport: {width: 1280, height: 900}});
  page.setDefaultTimeout(Patience);
  page.on('console', message => { if (message.type() === 'error') failures.push(message.text()); });
  page.on('pageerror', error => failures.push(error.message));
});

after(async () => {
  await browser?.close();
  desk?.stdin.end();
});

step('a session is found among many', async () => {
  await page.goto(url);
  await page.getByRole('heading', {name: 'Sessions'}).waitFor();
  await until(() => document.querySelectorAll('tbody tr').length === 100);
  await shoot('sessions');
  await page.keyboard.press('/');
  await page.keyboard.type(Session.slice(0, -1));
  await page.keyboard.press('Enter');
  await until(() => document.querySelectorAll('tbody tr').length === 10);
  await page.getByRole('link', {name: Session}).waitFor();
  await page.getByLabel('Chart').selectOption('desk.Errand');
  await page.getByLabel('Indexed').fill(`owner=owner-${Chosen}`);
  await page.getByRole('button', {name: 'Find'}).click();
  await until(() => document.querySelectorAll('tbody tr').length === 1);
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', {name: Session}).waitFor();
});

step('an event is sent by the form made from its types, and the session is seen to move', async () => {
  await until(() => document.querySelector('.diagram')?.shadowRoot.querySelector('.active'));
  assert.ok((await active()).includes('Home'));
  await fillGo();
  await shoot('form');
  await page.getByRole('button', {name: 'Send'}).click();
  await waitFor('go is sent.');
  assert.ok((await active()).includes('Home'), 'nobody works yet');
  await tell('work on');
  await until(() => document.querySelector('.diagram')?.shadowRoot.querySelector('[data-state=Away].active'));
  await waitFor('Oslo <b>&amp;');
  assert.equal(await page.locator('main b').count(), 0, 'text stays text');
  await waitFor('desk.Errand.fetch');
  await operated('send');
  await shoot('session');
});

// Of the session, in the section of its jobs.
const job = () => page.locator('section', {has: page.getByRole('heading', {name: 'Jobs', exact: true})}).locator('tbody tr');

step('a service that hangs is found and mended', async () => {
  await page.goto(`${url}/#/jobs?state=running`);
  await page.getByRole('row').filter({hasText: Session}).getByRole('cell', {name: 'van-7'}).waitFor();
  await shoot('hanging');
  await page.getByRole('link', {name: Session}).click();
  await page.getByRole('heading', {name: Session}).waitFor();
  await job().getByRole('cell', {name: 'running'}).waitFor();
  await job().getByRole('cell', {name: '1 of 4'}).waitFor();
  await tell('fetch fails');
  await job().getByRole('button', {name: 'Cancel'}).click();
  await page.getByLabel('Why').fill('the van is stuck');
  await page.getByRole('button', {name: 'Cancel it'}).click();
  await operated('cancel_job');
  await until(() => document.querySelector('.diagram')?.shadowRoot.querySelector('[data-state=Home].active'));
});

step('a service that failed is tried again at once', async () => {
  await fillGo();
  await page.getByRole('button', {name: 'Send'}).click();
  await job().getByText('the van has a flat tyre').waitFor();
  await job().getByRole('cell', {name: 'waiting'}).waitFor();
  await tell('fetch works');
  await job().getByRole('button', {name: 'Retry now'}).click();
  await operated('retry_job');
  await page.locator('.timeline li.taken').filter({hasText: 'fetching.done'}).first().waitFor();
  await page.getByText('No service works for it.').waitFor();
});

step('what failed is found and mended', async () => {
  await page.goto(`${url}/#/sessions/errand-0000042`);
  await page.locator('select[name=event]').selectOption('trip');
  await page.getByRole('button', {name: 'Send'}).click();
  await page.getByRole('alert').getByText('the road is closed').first().waitFor();
  await shoot('failed');
  await page.goto(`${url}/#/sessions?trouble=suspended`);
  await page.getByRole('link', {name: 'errand-0000042'}).click();
  await page.getByRole('heading', {name: 'errand-0000042'}).waitFor();
  await page.getByRole('cell', {name: 'trip'}).first().waitFor();
  await tell('mend');
  await page.getByRole('button', {name: 'Resume'}).click();
  await page.locator('h1 .status.running').waitFor();
  await operated('resume');
  await until(() => [...document.querySelectorAll('.timeline li.taken strong')].some(each => each.textContent === 'trip'));
});

step('a dead event is retried', async () => {
  await page.locator('select[name=event]').selectOption('finish');
  await page.getByRole('button', {name: 'Send'}).click();
  await page.getByRole('heading', {name: 'Dead events'}).waitFor();
  await fillGo();
  await page.getByRole('button', {name: 'Send'}).click();
  await until(() => document.querySelector('.diagram')?.shadowRoot.querySelector('[data-state=Away].active'));
  await page.getByRole('navigation').getByRole('link', {name: 'Dead events'}).click();
  await page.getByRole('cell', {name: 'finish'}).waitFor();
  await shoot('dead');
  await page.getByRole('button', {name: 'Retry'}).click();
  await waitFor('1 queued again.');
  await page.goto(`${url}/#/sessions/errand-0000042`);
  await page.locator('h1 .status.done').waitFor();
  await operated('retry');
});

step('causes are followed across sessions', async () => {
  await page.locator('.timeline li.taken').filter({hasText: 'trip'}).locator('a').first().click();
  await page.getByRole('heading', {name: 'Cause and effect'}).waitFor();
  await page.getByText('by browser').first().waitFor();
  await shoot('causes');
});

step('every page is there, on a phone and in the dark', async () => {
  for (const [name, scheme, viewport] of [['light', 'light', {width: 1280, height: 900}], ['dark', 'dark', {width: 1280, height: 900}],
    ['phone', 'light', {width: 390, height: 844}]]) {
    await page.emulateMedia({colorScheme: scheme});
    await page.setViewportSize(viewport);
    for (const [path, heading] of [['sessions', 'Sessions'], [`sessions/${Session}`, Session], ['dead', 'Dead events'], ['jobs', 'Jobs'],
      ['journal', 'Journal'], ['charts', 'Charts'], ['charts/desk.Errand/1', 'desk.Errand'], ['work', 'Work']]) {
      await page.goto(`${url}/#/${path}`);
      await page.getByRole('heading', {name: heading}).first().waitFor();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${path} is ${overflow} pixels too wide (${name})`);
      await shoot(`${name}-${path.replaceAll('/', '-')}`);
    }
  }
});

step('what is to come is told in more than its largest unit, where that is few', async () => {
  const said = await page.evaluate(async () => {
    const {span} = await import('./time.js');
    return [span(3 * 86400 - 9, true), span(3 * 86400, true), span(11 * 86400 - 9, true), span(65, true), span(9, true), span(3 * 86400 - 9)];
  });
  assert.deepEqual(said, ['2d 23h', '3d', '10d', '1m 5s', '9s', '2d']);
});

step('the browser had nothing to complain of', () => assert.deepEqual(failures, []));
