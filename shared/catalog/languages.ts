/** Every sentence of screens, mails and the shop exists in each of them. */
export const languages = ['en', 'de', 'fr', 'es', 'ar'] as const;
export type Language = (typeof languages)[number];
