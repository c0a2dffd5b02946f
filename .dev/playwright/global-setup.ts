import { buildScreens } from '../screens/build-screens.ts';

/** Browser tests look at the screens as they ship. */
export default async function globalSetup(): Promise<void> {
  await buildScreens();
}
