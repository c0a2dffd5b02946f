import type { App, AppDeps } from '../http/app.ts';
import { registerAudit } from './organizer/audit.ts';
import { registerMembers } from './organizer/members.ts';
import { registerOrganizations } from './organizer/organizations.ts';
import { registerPlatform } from './platform/platform.ts';
import { registerSession } from './session/session.ts';

/** Every route of the cloud. A file that is not named here serves nothing. */
export function registerRoutes(app: App, deps: AppDeps): void {
  registerSession(app, deps);
  registerPlatform(app, deps);
  registerOrganizations(app, deps);
  registerMembers(app);
  registerAudit(app);
}
