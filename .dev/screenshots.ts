import { chromium } from '@playwright/test';
import { takeDoorPictures } from './screens/door-pictures.ts';
import { takeShopPictures } from './screens/shop-pictures.ts';
import { installedChromium } from './test/find-chromium.ts';

/** Takes the README's pictures of the door and of the shop; a name takes one kind alone. */
async function takePictures(kinds: readonly string[]): Promise<void> {
  const installed = installedChromium(process.env);
  const browser = await chromium.launch({
    ...(installed === undefined ? {} : { executablePath: installed }),
    args: ['--no-sandbox'],
  });
  if (kinds.length === 0 || kinds.includes('door')) await takeDoorPictures(browser);
  if (kinds.length === 0 || kinds.includes('shop')) await takeShopPictures(browser);
  await browser.close();
}

if (import.meta.main) await takePictures(process.argv.slice(2));
