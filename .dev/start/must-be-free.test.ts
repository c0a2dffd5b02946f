import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { mustBeFree } from './must-be-free.ts';

test('a taken port is a sentence that says what to do', async () => {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const wanted = { name: 'cloud', port, variable: 'FOYER_CLOUD_PORT' };
  await expect(mustBeFree([wanted])).rejects.toThrow(
    `Port ${port} for the cloud is taken by another program. Stop that program, or choose another port: FOYER_CLOUD_PORT=`,
  );
  await new Promise(resolve => server.close(resolve));
  await expect(mustBeFree([wanted])).resolves.toBeUndefined();
});

test('one port for two of ours is a sentence too', async () => {
  const cloud = { name: 'cloud', port: 65_000, variable: 'FOYER_CLOUD_PORT' };
  await expect(mustBeFree([cloud, { ...cloud, name: 'mail', variable: 'FOYER_MAIL_PORT' }])).rejects.toThrow(
    'Port 65000 is asked for by both the cloud and the mail. Choose another one: FOYER_MAIL_PORT=64000 npm start',
  );
});
