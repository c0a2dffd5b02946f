import { serve } from '@hono/node-server';
import { createStripeSimulator } from '#fixtures/simulators/stripe/create-stripe-simulator.ts';

/** The payment provider's simulator in a process of its own. It is held to no contract, and tells what it would deliver to who asks. */
const simulator = createStripeSimulator({
  seed: 1,
  clock: Date.now,
  baseUrl: 'http://127.0.0.1',
  endpoints: [],
  contract: null,
  automaticDelivery: false,
});

/** The real one is far away. */
let answersAfterMs = 0;
const server = serve(
  {
    hostname: '127.0.0.1',
    port: 0,
    fetch: async request => {
      const { pathname, searchParams } = new URL(request.url);
      if (pathname === '/_answer-after') {
        answersAfterMs = Number(searchParams.get('ms'));
        return new Response();
      }
      if (pathname !== '/_told') {
        if (answersAfterMs > 0) await new Promise(resolve => setTimeout(resolve, answersAfterMs));
        return simulator.fetch(request);
      }
      const told = simulator.world.events.splice(0).filter(({ thin }) => !thin);
      return Response.json(told.map(({ event }) => event));
    },
  },
  info => console.log(JSON.stringify({ event: 'listening', address: `http://127.0.0.1:${info.port}` })),
);
process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  if ('closeAllConnections' in server) server.closeAllConnections();
});
