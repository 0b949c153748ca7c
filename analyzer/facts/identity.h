// Which resource of the estate an unknown value is of: joins by identity, whatever the value will be.
#pragma once
#include <string>
#include <string_view>

#include "analyzer/facts/facts.h"

namespace bulkhead::facts {

/// "live/prod#aws_vpc.main" for `aws_vpc.main.id` in that unit, `module.net.aws_vpc.main.arn` as "…#module.net.aws_vpc.main", an output of another
/// stack as that stack's resource. A data source that looks a resource up by its name or Name tag: "aws_vpc:Name=shop". Empty for everything else.
std::string identity_of(const Value& value, const FactSink& sink);
/// Names under which other units find this resource: its address, and what data sources look it up by.
std::vector<std::string> identities_of(const Resource& resource, const FactSink& sink);

}  // namespace bulkhead::facts
