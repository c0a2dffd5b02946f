import { expect, test } from 'vitest';
import { type SerialPortLike, webSerialScanner } from './web-serial-scanner.ts';

/** A port whose far end is in the test's hand. */
function port() {
  const opened: number[] = [];
  let closed = 0;
  let cable: ReadableStreamDefaultController<Uint8Array> | undefined;
  const readable = new ReadableStream<Uint8Array>({
    start: controller => {
      cable = controller;
    },
  });
  const fake: SerialPortLike = {
    readable,
    open: async ({ baudRate }) => {
      opened.push(baudRate);
    },
    close: async () => {
      closed += 1;
    },
  };
  const send = (text: string) => cable?.enqueue(new TextEncoder().encode(text));
  const unplug = () => cable?.error(new Error('the device has been lost'));
  return { fake, opened, send, unplug, closedTimes: () => closed };
}

/** What the scanner told, with a promise for the next thing. */
function listener() {
  const told: string[] = [];
  let wake = () => {};
  const tell = (text: string) => {
    told.push(text);
    wake();
  };
  const until = async (count: number) => {
    while (told.length < count) {
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
    return told;
  };
  return { until, told, onCode: tell, onLost: () => tell('(lost)') };
}

test('codes come from the port line by line', async () => {
  const { fake, opened, send } = port();
  const heard = listener();
  await webSerialScanner(fake, 115_200).start(heard);
  send('FIRST\r\nSEC');
  send('OND\r');
  expect(await heard.until(2)).toEqual(['FIRST', 'SECOND']);
  expect(opened).toEqual([115_200]);
});

test('a reader without an end sign is understood by its pause', async () => {
  const { fake, send } = port();
  const heard = listener();
  await webSerialScanner(fake).start(heard);
  send('WHOLE');
  expect(await heard.until(1)).toEqual(['WHOLE']);
});

test('a reader that is unplugged is told as lost, and its port is closed', async () => {
  const { fake, unplug, closedTimes } = port();
  const heard = listener();
  await webSerialScanner(fake).start(heard);
  unplug();
  expect(await heard.until(1)).toEqual(['(lost)']);
  expect(closedTimes()).toBe(1);
});

test('a stopped reader tells nothing more', async () => {
  const { fake, closedTimes } = port();
  const heard = listener();
  const scanner = webSerialScanner(fake);
  await scanner.start(heard);
  await scanner.stop();
  expect(heard.told).toEqual([]);
  expect(closedTimes()).toBe(1);
});
