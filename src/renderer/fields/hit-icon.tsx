import {
  type Icon,
  IconBuildingBank,
  IconCalendarEvent,
  IconCashBanknote,
  IconCoins,
  IconFile,
  IconFileText,
  IconFolder,
  IconLink,
  IconShare,
} from '@tabler/icons-react';
import type { EntityKind } from '../../shared/domain/kinds.ts';
import { KindIcon } from './entity-kind.tsx';
import type { Hit, HitKind } from './hit-words.ts';

const icons: Record<Exclude<HitKind, 'entity'>, Icon> = {
  case: IconFolder,
  event: IconCalendarEvent,
  loss: IconCoins,
  payment: IconCashBanknote,
  link: IconLink,
  evidence: IconFile,
  text: IconFileText,
  referral: IconBuildingBank,
  disclosure: IconShare,
};

export function HitIcon({ hit }: { hit: Hit }) {
  if (hit.kind === 'entity') return <KindIcon kind={hit.sort as EntityKind} size={16} />;
  const Glyph = icons[hit.kind];
  return <Glyph size={16} stroke={1.6} aria-hidden />;
}
