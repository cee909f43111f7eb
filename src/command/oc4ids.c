// SPDX-License-Identifier: Apache-2.0
#include "oc4ids.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"

#include "settings.h"

#include <string.h>

static bool usage(struct problem *ret_problem, const char *what, const char *value)
{
    return problem_set(ret_problem, PROBLEM_USAGE, "usage", "%s, not \"%s\"", what, value);
}

/* As the registered ones are, "oc4ids-" and six more; the start of ids that this register can keep
 * when it reads its own packages. */
static bool prefix_fits(const char *prefix)
{
    static const char marks[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    size_t length = strlen(prefix);
    return text_starts(prefix, "oc4ids-") && length > 7 && length <= OC4IDS_PREFIX_MAX &&
           strspn(prefix, marks) == length && prefix[length - 1] != '-';
}

static bool language_fits(const char *language)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    size_t length = strspn(language, letters);
    return (length == 2 || length == 3) && strlen(language) <= 35 &&
           (!language[length] || language[length] == '-');
}

static bool license_fits(const char *license, struct arena *arena)
{
    bool web = text_starts(license, "http://") || text_starts(license, "https://");
    const char *uri = web ? oc4ids_uri(license, arena) : NULL;
    return !*license || (uri && text_equal(uri, license));
}

bool oc4ids_settings_read(const struct settings *settings, struct oc4ids_options *ret_options,
    struct problem *ret_problem)
{
    struct oc4ids_options options = {.prefix = settings->values[SETTING_OC4IDS_PREFIX],
        .publisher = settings->values[SETTING_OC4IDS_PUBLISHER],
        .license = settings->values[SETTING_OC4IDS_LICENSE],
        .language = settings->values[SETTING_OC4IDS_LANGUAGE]};
    if (!prefix_fits(options.prefix))
        return usage(ret_problem,
            "oc4ids-prefix must be oc4ids- and lower-case letters, digits and -, at most 40",
            options.prefix);
    if (!utf8_valid(options.publisher, strlen(options.publisher)))
        return usage(ret_problem, "oc4ids-publisher must be UTF-8", "");
    if (!license_fits(options.license, ret_problem->arena))
        return usage(
            ret_problem, "oc4ids-license must be an http or https address", options.license);
    if (!language_fits(options.language))
        return usage(
            ret_problem, "oc4ids-language must be a BCP 47 tag, such as es", options.language);
    *ret_options = options;
    return true;
}
