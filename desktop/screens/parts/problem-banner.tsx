import { CircleAlert, ShieldCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export type ProblemBannerProps = {
  readonly sentence: string;
  /** "Nothing was lost", or what was. */
  readonly reassurance: string | null;
  readonly grave?: boolean;
  readonly children?: ReactNode;
};

/** What happened, whether anything was lost, what to do. */
export function ProblemBanner({ sentence, reassurance, grave = false, children }: ProblemBannerProps) {
  const Icon = grave ? CircleAlert : TriangleAlert;
  return (
    <section
      role="status"
      className={`flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-2 text-14 ${
        grave ? 'border-refuse bg-refuse text-on-refuse' : 'border-line bg-paper text-ink'
      }`}
    >
      <span className="flex min-w-0 flex-1 basis-64 items-start gap-2">
        <Icon aria-hidden="true" size={18} className={`mt-0.5 shrink-0 ${grave ? '' : 'text-used-ink'}`} />
        <span className="font-medium">{sentence}</span>
      </span>
      {reassurance !== null && (
        <span className="inline-flex items-center gap-1.5">
          <ShieldCheck aria-hidden="true" size={16} className="shrink-0" />
          {reassurance}
        </span>
      )}
      {children}
    </section>
  );
}
