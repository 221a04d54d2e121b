//! A person or a need in a body, which is not kept and whose id may be left out.

use serde_json::Value;
use utoipa::PartialSchema;
use utoipa::openapi::{ObjectBuilder, OneOfBuilder, RefOr, Schema, Type};

/// The value under an id of ours: no stored one's vectors may be taken for its own.
pub(super) fn identified(value: &Value, id: &str) -> Value {
    let mut value = value.clone();
    // An id that is no text is left for the reader to refuse.
    if let Some(fields) = value.as_object_mut()
        && fields.get("id").is_none_or(Value::is_string)
    {
        fields.insert("id".to_owned(), id.into());
    }
    value
}

/// The form of what is stored, with the id left to the sender.
pub(super) fn form<T: PartialSchema>() -> RefOr<Schema> {
    let mut form = T::schema();
    if let RefOr::T(Schema::Object(object)) = &mut form {
        object.required.retain(|name| name != "id");
    }
    form
}

/// The same, or null.
pub(super) fn form_or_null<T: PartialSchema>() -> RefOr<Schema> {
    let null = ObjectBuilder::new().schema_type(Type::Null);
    RefOr::T(Schema::OneOf(OneOfBuilder::new().item(null).item(form::<T>()).build()))
}
