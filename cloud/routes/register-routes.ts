import type { App, AppDeps } from '../http/app.ts';
import { registerDemo } from './demo/tickets.ts';
import { registerAllotments } from './organizer/allotments.ts';
import { registerAudit } from './organizer/audit.ts';
import { registerCheckpoints } from './organizer/checkpoints.ts';
import { registerEvents } from './organizer/events.ts';
import { registerImports } from './organizer/imports.ts';
import { registerKeys } from './organizer/keys.ts';
import { registerMembers } from './organizer/members.ts';
import { registerOperators } from './organizer/operators.ts';
import { registerOrders } from './organizer/orders.ts';
import { registerOrganizations } from './organizer/organizations.ts';
import { registerProviderEvents } from './organizer/provider-events.ts';
import { registerQuestions } from './organizer/questions.ts';
import { registerStations } from './organizer/stations.ts';
import { registerTickets } from './organizer/tickets.ts';
import { registerTiers } from './organizer/tiers.ts';
import { registerPlatform } from './platform/platform.ts';
import { registerSession } from './session/session.ts';
import { registerStationPairing } from './station/pairing.ts';
import { registerStationSync } from './station/sync.ts';
import { registerStripeWebhooks } from './webhooks/stripe.ts';

/** Every route of the cloud. A file that is not named here serves nothing. */
export function registerRoutes(app: App, deps: AppDeps): void {
  registerSession(app, deps);
  registerPlatform(app, deps);
  registerOrganizations(app, deps);
  registerMembers(app);
  registerAudit(app);
  registerEvents(app, deps);
  registerTiers(app);
  registerCheckpoints(app);
  registerQuestions(app);
  registerOperators(app);
  registerKeys(app, deps);
  registerProviderEvents(app);
  registerStripeWebhooks(app, deps);
  registerStations(app);
  registerStationPairing(app, deps);
  registerStationSync(app, deps);
  registerDemo(app, deps);
  registerOrders(app, deps);
  registerTickets(app, deps);
  registerImports(app);
  registerAllotments(app, deps);
}
