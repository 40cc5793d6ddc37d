import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { placeInText } from '../../shared/domain/because.ts';
import { wordsOfCountry } from '../../shared/domain/country-signs.ts';
import {
  type EntityRole,
  type EventKind,
  entityRoles,
  eventKinds,
  type LossMethod,
  linkKinds,
  lossMethods,
} from '../../shared/domain/kinds.ts';
import { decimalOfMoney, formatMoney, parseMoney } from '../../shared/domain/money.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { toastError } from '../app/toasts.tsx';
import { choicesOf, countryChoices, labelOf } from '../fields/choices.ts';
import { EntityName } from '../fields/entity-kind.tsx';
import { CurrencySelect } from '../fields/money.tsx';

type Body = Output<'proposal.get'>['body'];
type Common =
  | Body['entities'][number]
  | Body['events'][number]
  | Body['losses'][number]
  | Body['links'][number];
interface PartProps<P> {
  part: P;
  locked: boolean;
  onChange(part: P): void;
}

/** A part with its tick, what was assumed, and the line it comes from. */
function Part(props: {
  part: Common;
  locked: boolean;
  label: string;
  /** What more is to be known of it. */
  told?: string | null;
  onInclude(include: boolean): void;
  children: ReactNode;
}) {
  const { part } = props;
  return (
    <div className={part.include ? 'review-part' : 'review-part left-out'}>
      <Checkbox
        size="xs"
        aria-label={`Include ${props.label}`}
        checked={part.include}
        disabled={props.locked}
        onChange={(event) => props.onInclude(event.currentTarget.checked)}
      />
      <div className="what">
        {props.children}
        {part.assumed.map((note) => (
          <div key={note} className="assumed">
            Assumed: {note}
          </div>
        ))}
        {props.told && <div className="assumed">{revealHidden(props.told)}</div>}
        <div className="because" title={revealHidden(part.because.quote)}>
          {capitalised(placeInText(part.because))}: <bdi>“{revealHidden(shorten(part.because.quote))}”</bdi>
        </div>
      </div>
    </div>
  );
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const shorten = (text: string) => (text.length > 160 ? `${text.slice(0, 159)}…` : text);

/** Text that is kept when the field is left, not with each key. */
function LeaveField(props: {
  label: string;
  value: string;
  locked: boolean;
  width?: number;
  onLeave(value: string): void;
}) {
  const [text, setText] = useState(props.value);
  return (
    <TextInput
      size="xs"
      aria-label={props.label}
      placeholder={props.label}
      style={props.width ? { width: props.width } : { flex: 1, minWidth: 140 }}
      disabled={props.locked}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text !== props.value && props.onLeave(text.trim())}
    />
  );
}

export function EntityPart({ part, locked, onChange }: PartProps<Body['entities'][number]>) {
  const isPerson = part.kind === 'person' || part.kind === 'organisation';
  const country = wordsOfCountry(part.country, part.countrySigns);
  return (
    <Part
      part={part}
      locked={locked}
      label={part.display}
      told={country && (part.country === null ? country : `Assumed: ${country}`)}
      onInclude={(include) => onChange({ ...part, include })}
    >
      <div className="fields">
        {isPerson ? (
          <>
            <LeaveField
              label="Name"
              value={part.value}
              locked={locked}
              onLeave={(value) => value !== '' && onChange({ ...part, value, display: value })}
            />
            <LeaveField
              label="Phone"
              width={130}
              value={part.phone}
              locked={locked}
              onLeave={(phone) => onChange({ ...part, phone })}
            />
            <LeaveField
              label="E-mail"
              width={180}
              value={part.email}
              locked={locked}
              onLeave={(email) => onChange({ ...part, email })}
            />
            <Select
              size="xs"
              w={190}
              aria-label={`Country of ${part.display}`}
              placeholder="Country"
              searchable
              clearable
              disabled={locked}
              data={countryChoices}
              value={part.country}
              onChange={(country) => onChange({ ...part, country })}
            />
          </>
        ) : (
          <EntityName kind={part.kind} display={part.display} />
        )}
        <MultiSelect
          size="xs"
          aria-label={`Roles of ${part.display}`}
          placeholder={part.roles.length ? '' : 'No role'}
          disabled={locked}
          data={choicesOf(entityRoles)}
          value={part.roles}
          onChange={(roles) => onChange({ ...part, roles: roles as EntityRole[] })}
        />
      </div>
    </Part>
  );
}

/** When it was, as a person writes it; empty where it is not known. */
function WhenPart(props: { when: { text: string } | null; locked: boolean; onLeave(text: string): void }) {
  return (
    <LeaveField
      label="Date"
      width={170}
      value={props.when?.text ?? ''}
      locked={props.locked}
      onLeave={props.onLeave}
    />
  );
}

export function EventPart({
  part,
  locked,
  nameOf,
  onChange,
}: PartProps<Body['events'][number]> & { nameOf(key: string): string }) {
  return (
    <Part
      part={part}
      locked={locked}
      label={part.title}
      onInclude={(include) => onChange({ ...part, include })}
    >
      <div className="fields">
        <Select
          size="xs"
          w={150}
          aria-label="Kind of event"
          allowDeselect={false}
          disabled={locked}
          data={choicesOf(eventKinds)}
          value={part.kind}
          onChange={(kind) => kind && onChange({ ...part, kind: kind as EventKind })}
        />
        <WhenPart
          when={part.when}
          locked={locked}
          onLeave={(text) => onChange({ ...part, when: text === '' ? null : { ...part.when, text } })}
        />
        <LeaveField
          label="What happened"
          value={part.title}
          locked={locked}
          onLeave={(title) => title !== '' && onChange({ ...part, title })}
        />
      </div>
      <div className="dim">
        <bdi>{part.participants.map(({ entity }) => nameOf(entity)).join(' · ')}</bdi>
      </div>
    </Part>
  );
}

export function LossPart({
  part,
  locked,
  nameOf,
  onChange,
}: PartProps<Body['losses'][number]> & { nameOf(key: string): string }) {
  const shown = formatMoney(part.amount, 'en');
  const change = ({ text = decimalOfMoney(part.amount), currency = part.amount.currency }) => {
    try {
      const amount = parseMoney({ text, currency, decimalSeparator: '.' });
      // A person has said what the sign means.
      const assumed = part.assumed.filter((note) => !note.includes('is taken to mean'));
      onChange({ ...part, amount, assumed });
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <Part part={part} locked={locked} label={shown} onInclude={(include) => onChange({ ...part, include })}>
      <div className="fields">
        <LeaveField
          key={shown}
          label="Amount"
          width={140}
          value={shown.replace(part.amount.currency, '').trim()}
          locked={locked}
          onLeave={(text) => change({ text })}
        />
        <CurrencySelect
          name={`Currency of ${shown}`}
          value={part.amount.currency}
          disabled={locked}
          onChange={(currency) => currency !== part.amount.currency && change({ currency })}
        />
        <Select
          size="xs"
          w={150}
          aria-label="Way of payment"
          allowDeselect={false}
          disabled={locked}
          data={choicesOf(lossMethods)}
          value={part.method}
          onChange={(method) => method && onChange({ ...part, method: method as LossMethod })}
        />
        <WhenPart
          when={part.when}
          locked={locked}
          onLeave={(text) => onChange({ ...part, when: text === '' ? null : { ...part.when, text } })}
        />
      </div>
      <div className="dim">
        <bdi>{nameOf(part.victim)}</bdi>
        {part.to && (
          <>
            {' '}
            to <bdi>{nameOf(part.to)}</bdi>
          </>
        )}
      </div>
    </Part>
  );
}

export function LinkPart({
  part,
  locked,
  nameOf,
  onChange,
}: PartProps<Body['links'][number]> & { nameOf(key: string): string }) {
  const words = `${nameOf(part.from)} ${labelOf(linkKinds, part.kind)} ${nameOf(part.to)}`;
  return (
    <Part part={part} locked={locked} label={words} onInclude={(include) => onChange({ ...part, include })}>
      <bdi>{nameOf(part.from)}</bdi> <span className="dim">{labelOf(linkKinds, part.kind)}</span>{' '}
      <bdi>{nameOf(part.to)}</bdi>
    </Part>
  );
}
