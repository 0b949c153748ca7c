// What reports say of a rule beside its findings.
#pragma once
#include <string>

#include "analyzer/report/report.h"

namespace bulkhead::report {

/// The title of a rule's page; the id where there is none.
std::string rule_title(const Input& input, const std::string& id);
/// First paragraph of a page's prose that is neither heading nor example, on one line; empty when there is none.
std::string first_paragraph(const std::string& prose);

}  // namespace bulkhead::report
