// SPDX-License-Identifier: Apache-2.0
// The filters of the table as parameters of the API: for its pages, its counts and its downloads.
import { NONE } from "./state.js";

const CODES = ["category", "sector", "status", "start_year"];

// "1000000..10000000" as the bounds of what certainly lies there.
function size_parameters(size) {
    if (size === NONE) return { investment__null: "true" };
    const [from, below] = size.split("..");
    return { investment__gte: from, investment__lt: below };
}

// Whether the view compares amounts, which only those of one currency can be.
export function compares_amounts(state) {
    return /^-?investment$/.test(state.sort) || (state.size !== "" && state.size !== NONE);
}

// The parameters that choose the projects looked at, without order and page. Where there are
// several currencies and amounts are compared, it is those in `money.unit` alone.
export function project_filters(state, money) {
    const parameters = {
        launch: state.launch,
        district: state.district || state.place,
        q: state.q.trim(),
    };
    for (const key of CODES)
        parameters[state[key] === NONE ? `${key}__null` : key] =
            state[key] === NONE ? "true" : state[key];
    if (state.district === NONE) {
        delete parameters.district;
        parameters.district__null = "true";
    }
    if (state.size) Object.assign(parameters, size_parameters(state.size));
    if (money.units.length > 1 && compares_amounts(state)) parameters.investment_unit = money.unit;
    return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value));
}
