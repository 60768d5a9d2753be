//! What a file may hold, compiled from the JSON Schema that the types themselves give: which keys, which kinds of values, with examples.
//!
//! The same schema, with a title, is what `juesuan schema` prints for editors.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value;

/// An index into a [`Schema`]'s rules.
pub type RuleId = usize;

/// The rules of one kind of file.
#[derive(Debug)]
pub struct Schema {
    rules: Vec<Rule>,
    root: RuleId,
}

/// What may stand in one place.
#[derive(Debug)]
pub enum Rule {
    Mapping(Vec<Field>),
    /// A mapping whose keys are data.
    Entries {
        key: Leaf,
        value: RuleId,
    },
    Sequence(RuleId),
    Leaf(Leaf),
}

/// A key of a mapping.
#[derive(Debug)]
pub struct Field {
    pub name: String,
    pub rule: RuleId,
    pub required: bool,
    pub example: Value,
    /// What the key means, in a sentence for the accountant.
    pub about: String,
}

/// A single value, by the schema's `format`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaf {
    Text,
    Amount,
    Code,
    Count,
    Score,
    Date,
    YearMonth,
    Bool,
    Integer,
    OneOf(Vec<String>),
}

impl Schema {
    /// The rules for files of type `T`, compiled once a run.
    pub fn of<T: JsonSchema + 'static>() -> Arc<Schema> {
        static COMPILED: OnceLock<Mutex<HashMap<TypeId, Arc<Schema>>>> = OnceLock::new();
        let compiled = COMPILED.get_or_init(Mutex::default);
        let mut compiled = compiled.lock().expect("compiling a schema does not panic halfway");
        compiled.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(Compiler::compile(&json_schema::<T>()))).clone()
    }

    /// The rule of the whole file.
    pub fn root(&self) -> RuleId {
        self.root
    }

    /// The rule behind an index.
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id]
    }

    /// The field of this name in a mapping's rule.
    pub fn field(&self, id: RuleId, name: &str) -> Option<&Field> {
        match self.rule(id) {
            Rule::Mapping(fields) => fields.iter().find(|field| field.name == name),
            _ => None,
        }
    }

    /// The keys of the outermost mapping.
    pub fn names_of_root(&self) -> impl Iterator<Item = &str> {
        let fields = if let Rule::Mapping(fields) = self.rule(self.root) { fields.as_slice() } else { &[] };
        fields.iter().map(|field| field.name.as_str())
    }

    /// The dotted paths under which a key of this name is known.
    pub fn homes_of(&self, name: &str) -> Vec<String> {
        let mut homes = Vec::new();
        self.search(self.root, name, &mut Vec::new(), &mut homes);
        homes
    }

    fn search<'s>(&'s self, id: RuleId, name: &str, path: &mut Vec<&'s str>, homes: &mut Vec<String>) {
        match self.rule(id) {
            Rule::Mapping(fields) => {
                for field in fields {
                    if field.name == name {
                        homes.push(path.join("."));
                    }
                    path.push(&field.name);
                    self.search(field.rule, name, path, homes);
                    path.pop();
                }
            }
            Rule::Entries { value: inner, .. } | Rule::Sequence(inner) => self.search(*inner, name, path, homes),
            Rule::Leaf(_) => {}
        }
    }
}

/// The JSON Schema of a type, as draft 2020-12.
pub fn json_schema<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
}

struct Compiler<'v> {
    root: &'v Value,
    rules: Vec<Option<Rule>>,
    named: HashMap<&'v str, RuleId>,
}

impl<'v> Compiler<'v> {
    fn compile(root: &'v Value) -> Schema {
        let mut compiler = Compiler { root, rules: Vec::new(), named: HashMap::new() };
        let id = compiler.rule(root);
        let rules = compiler.rules.into_iter().map(|rule| rule.expect("every reserved rule is filled in")).collect();
        Schema { rules, root: id }
    }

    fn rule(&mut self, schema: &'v Value) -> RuleId {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.referenced(reference);
        }
        if let Some(options) = schema["anyOf"].as_array() {
            let inner = options.iter().find(|option| option["type"] != "null").expect("an optional value has a type of its own");
            return self.rule(inner);
        }
        let id = self.rules.len();
        self.rules.push(None);
        self.rules[id] = Some(self.content(schema));
        id
    }

    fn referenced(&mut self, reference: &'v str) -> RuleId {
        if let Some(id) = self.named.get(reference) {
            return *id;
        }
        let id = self.rules.len();
        self.rules.push(None);
        self.named.insert(reference, id);
        let root = self.root;
        let schema = root.pointer(reference.trim_start_matches('#')).expect("a generated schema has no dangling references");
        self.rules[id] = Some(self.content(schema));
        id
    }

    fn content(&mut self, schema: &'v Value) -> Rule {
        if let Some(properties) = schema["properties"].as_object() {
            let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let field = |(name, property): (&'v String, &'v Value)| Field {
                rule: self.rule(property),
                required: required.contains(&name.as_str()),
                example: property["examples"][0].clone(),
                about: property["description"].as_str().unwrap_or_default().to_owned(),
                name: name.clone(),
            };
            return Rule::Mapping(properties.iter().map(field).collect());
        }
        if schema["additionalProperties"].is_object() {
            return Rule::Entries { key: leaf(&schema["propertyNames"]), value: self.rule(&schema["additionalProperties"]) };
        }
        if schema["items"].is_object() {
            return Rule::Sequence(self.rule(&schema["items"]));
        }
        Rule::Leaf(leaf(schema))
    }
}

fn leaf(schema: &Value) -> Leaf {
    if let Some(choices) = schema["enum"].as_array() {
        return Leaf::OneOf(choices.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    }
    match schema["format"].as_str() {
        Some("amount") => Leaf::Amount,
        Some("code") => Leaf::Code,
        Some("count") => Leaf::Count,
        Some("score") => Leaf::Score,
        Some("date") => Leaf::Date,
        Some("year-month") => Leaf::YearMonth,
        _ if has_type(schema, "boolean") => Leaf::Bool,
        _ if has_type(schema, "integer") => Leaf::Integer,
        _ => Leaf::Text,
    }
}

fn has_type(schema: &Value, name: &str) -> bool {
    schema["type"] == name || schema["type"].as_array().is_some_and(|types| types.iter().any(|one| one == name))
}
