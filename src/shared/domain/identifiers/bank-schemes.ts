/** How an account is named in a country: the code of bank or branch, and the account number. */
export const bankSchemes = {
  iban: 'IBAN',
  ifsc: 'IFSC and account number (India)',
  aba: 'ABA routing number and account number (United States)',
  'sort-code': 'Sort code and account number (United Kingdom)',
  bsb: 'BSB and account number (Australia)',
  'ca-eft': 'Transit, institution and account number (Canada)',
  clabe: 'CLABE (Mexico)',
  upi: 'UPI address (India)',
  other: 'Bank code and account number',
} as const;
export type BankScheme = keyof typeof bankSchemes;

export interface BankAccountParts {
  scheme: Exclude<BankScheme, 'iban' | 'upi'>;
  /** ISO 3166-1 alpha-2; follows from every scheme but `other`. */
  country: string;
  /** Without blanks and hyphens, upper case. */
  code: string;
  account: string;
}

export interface SchemeReading {
  display: string;
  checked: 'valid' | 'invalid' | 'unchecked';
  problems: string[];
  facts: Record<string, string>;
}

/** First two digits that the American Bankers Association has given out. */
function abaPrefixKnown(code: string): boolean {
  const first = Number(code.slice(0, 2));
  return first <= 12 || (first >= 21 && first <= 32) || (first >= 61 && first <= 72) || first === 80;
}

/** The check digit of a routing number: weights 3, 7, 1, sum divisible by ten. */
export function abaChecks(code: string): boolean {
  if (!/^\d{9}$/.test(code) || code === '000000000') return false;
  const weights = [3, 7, 1];
  const sum = [...code].reduce((total, digit, index) => total + Number(digit) * (weights[index % 3] ?? 0), 0);
  return sum % 10 === 0 && abaPrefixKnown(code);
}

/** The last of the 18 digits of a CLABE (Banco de México): weights 3, 7, 1, each product modulo ten. */
function clabeChecks(digits: string): boolean {
  if (!/^\d{18}$/.test(digits)) return false;
  const weights = [3, 7, 1];
  const sum = [...digits.slice(0, 17)].reduce(
    (total, digit, index) => total + ((Number(digit) * (weights[index % 3] ?? 0)) % 10),
    0,
  );
  return (10 - (sum % 10)) % 10 === Number(digits[17]);
}

function answer(
  display: string,
  ok: boolean,
  checkable: boolean,
  problems: string[],
  facts: Record<string, string>,
): SchemeReading {
  return { display, checked: !ok ? 'invalid' : checkable ? 'valid' : 'unchecked', problems, facts };
}

/** Checks code and account by what their scheme can check. */
export function readScheme({ scheme, code, account }: BankAccountParts): SchemeReading {
  const problems: string[] = [];
  const need = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
    return holds;
  };
  switch (scheme) {
    case 'ifsc': {
      const ok = [
        need(
          /^[A-Z]{4}0[A-Z0-9]{6}$/.test(code),
          'An IFSC has four letters, a zero and six letters or digits.',
        ),
        need(/^\d{6,18}$/.test(account), 'An Indian account number has 6 to 18 digits.'),
      ].every(Boolean);
      return answer(`IFSC ${code}, account ${account}`, ok, false, problems, {
        bankCode: code.slice(0, 4),
        branchCode: code.slice(5),
        ifsc: code,
      });
    }
    case 'aba': {
      const ok = [
        need(abaChecks(code), 'The check digit of the routing number is wrong: mistyped, or none.'),
        need(/^\d{4,17}$/.test(account), 'A US account number has 4 to 17 digits.'),
      ].every(Boolean);
      return answer(`ABA ${code}, account ${account}`, ok, true, problems, {
        bankCode: code,
        checkedBy: 'ABA 3-7-1, routing number only',
      });
    }
    case 'sort-code': {
      const ok = [
        need(/^\d{6}$/.test(code), 'A sort code has six digits.'),
        need(
          /^\d{6,10}$/.test(account),
          'A UK account number has 8 digits (6 to 10 in old or building society forms).',
        ),
      ].every(Boolean);
      const grouped = code.replace(/^(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3');
      return answer(`Sort code ${grouped}, account ${account}`, ok, false, problems, { bankCode: code });
    }
    case 'bsb': {
      const ok = [
        need(/^\d{6}$/.test(code), 'A BSB has six digits.'),
        need(/^\d{4,10}$/.test(account), 'An Australian account number has 4 to 10 digits.'),
      ].every(Boolean);
      return answer(
        `BSB ${code.replace(/^(\d{3})(\d{3})$/, '$1-$2')}, account ${account}`,
        ok,
        false,
        problems,
        {
          bankCode: code.slice(0, 2),
          branchCode: code.slice(2),
        },
      );
    }
    case 'ca-eft': {
      const ok = [
        need(/^\d{8}$/.test(code), 'A Canadian transit number has five digits, an institution number three.'),
        need(/^\d{5,12}$/.test(account), 'A Canadian account number has 5 to 12 digits.'),
      ].every(Boolean);
      const shown = code.replace(/^(\d{5})(\d{3})$/, '$1-$2');
      return answer(`Transit ${shown}, account ${account}`, ok, false, problems, {
        bankCode: code.slice(5),
        branchCode: code.slice(0, 5),
      });
    }
    case 'clabe': {
      const ok = need(
        clabeChecks(account),
        'A CLABE has 18 digits, the last of which checks the others: mistyped or made up.',
      );
      return answer(`CLABE ${account}`, ok, true, problems, {
        bankCode: account.slice(0, 3),
        branchCode: account.slice(3, 6),
        checkedBy: 'CLABE 3-7-1',
      });
    }
    case 'other': {
      const ok = [
        need(/^[A-Z0-9]{0,20}$/.test(code), 'A bank code has at most 20 letters or digits.'),
        need(/^[A-Z0-9]{4,34}$/.test(account), 'An account number has 4 to 34 letters or digits.'),
      ].every(Boolean);
      return answer(
        code === '' ? `Account ${account}` : `Bank ${code}, account ${account}`,
        ok,
        false,
        problems,
        code === '' ? {} : { bankCode: code },
      );
    }
  }
}
