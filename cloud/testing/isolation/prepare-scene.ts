import { freshId, learn, type Scene } from './own-use.ts';
import { freshTicket } from './sale-recipes.ts';
import { pairStations } from './station-scene.ts';

/** What others bring and no route makes: here what a payment provider told. Run before each round of own use. */
export async function prepareScene(scene: Scene): Promise<void> {
  await pairStations(scene);
  await freshTicket(scene);
  if (scene.notes.has('providerEvent')) return;
  const eventId = freshId('evt', scene.cloud.deps.randomBytes);
  scene.notes.set('providerEvent', eventId);
  learn(scene, eventId);
  const at = scene.cloud.clock.now;
  await scene.cloud.root.query(
    `insert into app.provider_events (event_id, endpoint, provider_account, org_id, type, livemode, created_at, received_at, source, headers, payload, state)
     values ($1, 'snapshot', $2, $3, 'payment_intent.succeeded', false, $4, $4, 'webhook', '{}', $5, 'failed')`,
    [eventId, `acct_${scene.mark}`, scene.org.orgId, at, JSON.stringify({ note: scene.mark })],
  );
}
