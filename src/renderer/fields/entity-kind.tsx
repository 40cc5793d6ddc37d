import './fields.css';
import {
  type Icon,
  IconAt,
  IconBuilding,
  IconBuildingBank,
  IconCircleDashed,
  IconCreditCard,
  IconDeviceMobile,
  IconGift,
  IconLink,
  IconMapPin,
  IconMessageCircleUser,
  IconNetwork,
  IconPhone,
  IconScreenShare,
  IconServer,
  IconUser,
  IconWallet,
  IconWorld,
} from '@tabler/icons-react';
import { type EntityKind, entityKinds } from '../../shared/domain/kinds.ts';
import { labelOf } from './choices.ts';

const icons: Record<EntityKind, Icon> = {
  person: IconUser,
  organisation: IconBuilding,
  domain: IconWorld,
  url: IconLink,
  ip: IconServer,
  phone: IconPhone,
  email: IconAt,
  wallet: IconWallet,
  'bank-account': IconBuildingBank,
  'payment-card': IconCreditCard,
  'gift-card': IconGift,
  'social-account': IconMessageCircleUser,
  'remote-access': IconScreenShare,
  device: IconDeviceMobile,
  place: IconMapPin,
  asn: IconNetwork,
};

export function KindIcon({ kind, size = 15 }: { kind: EntityKind; size?: number }) {
  const Glyph = icons[kind] ?? IconCircleDashed;
  return <Glyph size={size} stroke={1.6} aria-hidden />;
}

/** The name of an entity behind the sign of its kind. Names may be of any script: each is isolated. */
export function EntityName({ kind, display }: { kind: EntityKind; display: string }) {
  return (
    <span className="kind" title={labelOf(entityKinds, kind)}>
      <KindIcon kind={kind} />
      <bdi className="truncate">{display}</bdi>
    </span>
  );
}
