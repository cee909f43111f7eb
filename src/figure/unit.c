// SPDX-License-Identifier: Apache-2.0
#include "figure/figure.h"
#include "figure/wording.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* The currencies of ISO 4217 in use, by their number of decimals, in order, each followed by a
 * space. */
enum { CURRENCY_WIDTH = 4 };
static const char *const currencies[] = {
    [0] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ",
    [2] = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP "
          "BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR "
          "FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR "
          "KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR "
          "MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK "
          "SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN "
          "UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL ",
    [3] = "BHD IQD JOD KWD LYD OMR TND ",
    [4] = "CLF UYW ",
};

static int currency_compare(const void *unit, const void *listed)
{
    return memcmp(unit, listed, CURRENCY_WIDTH - 1);
}

static int currency_scale(const char *unit)
{
    if (strlen(unit) != CURRENCY_WIDTH - 1)
        return -1;
    for (int scale = 0; scale <= 4; scale++) {
        const char *list = currencies[scale];
        if (list &&
            bsearch(unit, list, strlen(list) / CURRENCY_WIDTH, CURRENCY_WIDTH, currency_compare))
            return scale;
    }
    return -1;
}

bool unit_is_currency(const char *unit)
{
    return currency_scale(unit) >= 0;
}

int unit_scale(const char *unit)
{
    if (text_equal(unit, "projects"))
        return 0;
    if (text_equal(unit, "percent"))
        return 4;
    return currency_scale(unit);
}

int64_t unit_amount_max(const char *unit)
{
    static const int64_t most[] = {1000000000000000, 10000000000000000, 100000000000000000};
    int scale = unit_scale(unit);
    return scale < 0 ? 0 : most[scale < 2 ? scale : 2];
}
