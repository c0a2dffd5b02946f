/** What a logo has to stand on to be seen: the house's own colour, which is a dark one, or paper. */
export type LogoGround = 'house' | 'paper';

/** SH-13: was decided when the logo was sent, and is part of its name. Of one from elsewhere nothing is known. */
export function logoGround(logoUrl: string): LogoGround {
  return /^\/logo\/[^/]+-light\.(?:png|svg)$/.test(logoUrl) ? 'house' : 'paper';
}
